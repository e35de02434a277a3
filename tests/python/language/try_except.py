# Exceptions are caught by their class, in order.
def attempt(f):
    try:
        return f()
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return type(e).__name__
    except ArithmeticError:
        return "arithmetic"
    except:
        return "other"
    else:
        return "else is not reached after return"

print(attempt(lambda: 1 // 0))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: [][0]))
print(attempt(lambda: 10.0 ** 1000))
print(attempt(lambda: int("x")))
print(attempt(lambda: "fine"))

try:
    pass
except ValueError:
    print("no")
else:
    print("else")

try:
    try:
        raise ValueError("inner")
    except TypeError:
        print("wrong")
except ValueError as e:
    print("outer", e)

try:
    e
except NameError:
    print("the name is gone")

classes = (ValueError, (TypeError, KeyError))
try:
    raise KeyError(1)
except (LookupError,):
    print("by base class")
