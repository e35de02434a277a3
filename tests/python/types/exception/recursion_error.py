# Endless recursion and unbound locals have classes of their own.
def endless():
    return endless()


try:
    endless()
except RecursionError as error:
    print(type(error).__name__, isinstance(error, RuntimeError))


def unbound():
    if not unbound:
        x = 1
    return x


try:
    unbound()
except NameError as error:
    print(type(error).__name__)
