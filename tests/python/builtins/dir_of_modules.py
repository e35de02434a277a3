# What a module computes when it is asked for is in its dir() too, and comes with `from module import *`.
import builtins
import errno
import sys

for name in ("argv", "exit", "implementation", "maxsize", "modules", "path", "platform", "stdin", "version"):
    print(name in dir(sys), end=" ")
print()  # expect: True True True True True True True True True

for name in ("ValueError", "len", "print", "str", "zip"):
    print(name in dir(builtins), end=" ")
print()  # expect: True True True True True

print("ENOENT" in dir(errno), "errorcode" in dir(errno), "argv" in dir(errno))  # expect: True True False
print(dir(sys) == sorted(set(dir(sys))))  # expect: True

from sys import *

print(maxsize == sys.maxsize, path is sys.path, "exit" in globals(), "__name__" in dir(sys), __name__)  # expect: True True True True __main__
