# Which exception derives from which.
pairs = [
    (ZeroDivisionError, ArithmeticError), (OverflowError, ArithmeticError), (IndexError, LookupError),
    (KeyError, LookupError), (NotImplementedError, RuntimeError), (UnicodeError, ValueError),
    (IndentationError, SyntaxError), (Exception, BaseException), (KeyboardInterrupt, BaseException),
    (SystemExit, BaseException), (GeneratorExit, BaseException), (StopIteration, Exception),
]
for child, parent in pairs:
    print(child.__name__, parent.__name__, issubclass(child, parent), issubclass(parent, child))
print(issubclass(KeyboardInterrupt, Exception), issubclass(SystemExit, Exception))

class First(Exception):
    pass

class Second(First, ValueError):
    pass

for caught in (Second, First, ValueError, Exception):
    try:
        raise Second("x")
    except caught as e:
        print(caught.__name__, type(e).__name__, e)
print(repr(ValueError()), repr(ValueError("a", 1)), str(ValueError()), str(ValueError("a")), str(ValueError("a", 1)))
print(str(KeyError("k")), repr(KeyError("k", 1)))
print(StopIteration(5).value, SystemExit(3).code)
