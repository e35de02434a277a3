print(format(5), format(5, "03d"), format("a", ">4"), format(2.5, ".2f"), format(255, "#x"), format(True), format(None))
class C:
    def __format__(self, spec):
        return "C<" + spec + ">"
print(format(C(), "abc"), format(C()), f"{C():x y}", "{:q}".format(C()))
for f in (lambda: format(5, "q"), lambda: format("a", "d"), lambda: format([], "d"), lambda: format(1, 2)):
    try:
        f()
        print("no error")
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
