# OSError(number, text) makes the class that stands for the number.
for number in (1, 2, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 114, 115, 5, 9, 12):
    error = OSError(number, "text")
    print(number, type(error).__name__, error.errno, error.strerror)

print(issubclass(ConnectionResetError, ConnectionError), issubclass(TimeoutError, OSError))
print(IOError is OSError, EnvironmentError is OSError)

# A class of the program's own stays what it is.
class Mine(OSError):
    pass

print(type(Mine(2, "x")).__name__, Mine(2, "x").errno)

# Raised by its own name, caught by any base.
for kind in (FileNotFoundError, PermissionError, BrokenPipeError, BlockingIOError):
    try:
        raise kind("gone")
    except OSError as error:
        print(type(error).__name__, error, error.args)


print(OSError(2, "no such file", "a.txt").filename)
print(repr(TimeoutError()), str(TimeoutError()) == "")
