# desktop only: except* needs more flash than the chip has for it
# except*: each clause gets its part of an ExceptionGroup; what is left, or was raised, goes on.
def show(exception):
    if isinstance(exception, BaseExceptionGroup):
        return [type(exception).__name__, exception.message] + [show(part) for part in exception.exceptions]
    return (type(exception).__name__, *exception.args)


def run(exception):
    try:
        try:
            if exception is not None:
                raise exception
        except* ValueError as group:
            print("values", show(group))
        except* (KeyError, OSError) as group:
            print("others", show(group))
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as left:
        print("left", show(left))
    print("group" in locals() if False else "done")


run(None)
run(ValueError(1))
run(TypeError(2))
run(ExceptionGroup("all", [ValueError(1), KeyError(2), ValueError(3)]))
run(ExceptionGroup("some", [ValueError(1), TypeError(2)]))
run(ExceptionGroup("nested", [ExceptionGroup("in", [ValueError(1), TypeError(2)]), OSError(5), KeyError(4)]))
run(BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError(1)]))


def raising(again):
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError:
            if again:
                raise
            raise IndexError("new")
        except* TypeError as e:
            raise e
    except Exception as error:
        print(show(error))


raising(False)
raising(True)

try:
    try:
        raise ValueError("naked")
    except* ValueError:
        raise
except Exception as error:
    print(show(error))

group = ExceptionGroup("message", [ValueError(1), ExceptionGroup("x", [TypeError(2)])])
print(group, isinstance(group, Exception), group.message, len(group.exceptions))
print([part and show(part) for part in group.split(TypeError)], show(group.subgroup(lambda e: isinstance(e, ValueError))))
print(group.split(KeyError)[0], show(group.derive([OSError(1)])))
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [SystemExit()])).__name__)
for arguments in (("m", []), ("m", [1]), (1, [ValueError()]), ("m", [SystemExit()])):
    try:
        ExceptionGroup(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
for body in ("break", "continue", "return"):
    try:
        compile("def f():\n while 1:\n  try: f()\n  except* E:\n   %s" % body, "<test>", "exec")
    except SyntaxError:
        print("SyntaxError")


def loops():
    for i in range(2):
        try:
            raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError as e:
            for j in range(3):
                if j == 1:
                    break
            print(i, j, show(e))
    try:
        e
    except NameError:
        print("unbound")


loops()
try:
    try:
        raise ValueError("context")
    except* ValueError:
        1 / 0
except Exception as error:
    print(show(error), type(error.__context__).__name__)
