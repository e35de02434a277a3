# Exceptions take attributes of any name, builtin ones too.
error = Exception()
error.x = 0
error.y = [1]
print(error.x, error.y, error.__dict__)
del error.x
print(hasattr(error, "x"), hasattr(error, "y"))
try:
    del error.x
except AttributeError:
    print("AttributeError")
error.__dict__["z"] = 3
print(error.z)

# Each of them has what the language gives its kind, and no other.
for kind in (Exception, ValueError, StopIteration, OSError, SystemExit, ImportError, KeyError):
    error = kind(1, 2)
    print(kind.__name__, [name for name in ("errno", "strerror", "filename", "code", "msg", "name", "lineno")
                          if hasattr(error, name)])

print(StopIteration(5).value, SystemExit("x").code, StopIteration().value)
error = OSError(1, "a")
error.errno = 7
print(error.errno, error.strerror, error.filename)
error = ImportError("text", name="module", path="/lib")
print(error.msg, error.name, error.path, error.args)
try:
    ValueError(x=1)
except TypeError as error:
    print(error)
error = SyntaxError("bad", ("file.py", 3, 4, "text"))
print(error.msg, error.filename, error.lineno, error.offset, error.text)


class Mine(ValueError):
    def __init__(self, *args):
        self.extra = len(args)


error = Mine(1, 2)
error.more = True
print(error.extra, error.more, error.args, sorted(error.__dict__))
