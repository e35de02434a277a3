# raise with classes, instances, from, and alone.
for what in (ValueError, ValueError("text"), KeyError("k"), OSError("file")):
    try:
        raise what
    except Exception as e:
        print(type(e).__name__, e.args)

try:
    try:
        raise ValueError("first")
    except ValueError:
        print("again")
        raise
except ValueError as e:
    print("caught", e)

try:
    raise 5
except TypeError:
    print("not an exception")

try:
    raise
except RuntimeError:
    print("nothing to raise")

class AppError(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code

    def __str__(self):
        return "code %d" % self.code

try:
    raise AppError(7, "more")
except AppError as e:
    print(e, e.code, e.args, repr(str(e)))

try:
    try:
        1 // 0
    except ZeroDivisionError as e:
        raise KeyError("wrapped") from e
except KeyError as e:
    print(type(e.__cause__).__name__)
try:
    try:
        1 // 0
    except ZeroDivisionError:
        raise KeyError("context")
except KeyError as e:
    print(type(e.__context__).__name__, e.__cause__)
