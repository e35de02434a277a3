# str.format: numbering, names, attributes, items, conversions, nested fields.
class P:
    x = 5
    def __format__(self, spec):
        return "P<" + spec + ">"
p = P()
print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{{}} {}".format(3), "{0[1]} {0[0]} {d[key]}".format([1, 2], d={"key": "v"}), "{p.x} {0.x}".format(p, p=p))
print("{!r} {!s} {!a}".format("q", "q", "\u00e4"), "{:>5}|{:<5}|{:^5}|{:*^7}".format("a", "b", "c", "d"), "{:{}}|{:{w}.{p}f}".format("x", 4, 1.25, w=8, p=1), "{:P}".format(p), "{}".format(p), "{0:{1}}".format(5, "03d"))
print("{:d} {:x} {:b} {:,} {:.3}".format(5, 255, 5, 1234567, "abcdef"), "{:5}|{:<5}|{:05}".format(1, 2, 3), "{0!r:>6}".format("a"), "{:}".format("e"), "\u20ac{}\u00e4".format("\u00f6"))
for f in (lambda: "{".format(), lambda: "}".format(), lambda: "{".format(1), lambda: "{0".format(1), lambda: "{} {0}".format(1), lambda: "{0} {}".format(1), lambda: "{!z}".format(1), lambda: "{0!}".format(1), lambda: "{:d}".format("a"), lambda: "{0.}".format(1), lambda: "{0[}".format([1])):
    try:
        print(f())
    except ValueError as e:
        print("ValueError")
for f in (lambda: "{} {}".format(1), lambda: "{5}".format(1)):
    try:
        print(f())
    except IndexError as e:
        print("IndexError", e)
try:
    "{x}".format(y=1)
except KeyError as e:
    print("KeyError", e)
try:
    "{0.nope}".format(1)
except AttributeError:
    print("AttributeError")
