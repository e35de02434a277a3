# What % refuses.
for f in (lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "x" % 1, lambda: "%(a)s" % 1, lambda: "%c" % "ab", lambda: "%x" % 1.5, lambda: "%f" % "x", lambda: "%*d" % ("a", 1)):
    try:
        print(f())
    except TypeError as e:
        print("TypeError", e)
for f in (lambda: "%y" % 1, lambda: "%" % (), lambda: "%5" % 1, lambda: "%(a" % {}):
    try:
        print(f())
    except ValueError as e:
        print("ValueError", e)
for f in (lambda: "%c" % -1, lambda: "%c" % 0x110000):
    try:
        print(f())
    except OverflowError as e:
        print("OverflowError", e)
try:
    "%(b)s" % {"a": 1}
except KeyError as e:
    print("KeyError", e)
