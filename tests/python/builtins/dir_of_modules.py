# What a module computes when it is asked for is in its dir() too, and comes with `from module import *`.
import builtins
import errno
import sys

for name in ("argv", "exit", "implementation", "maxsize", "modules", "path", "platform", "stdin", "version"):
    print(name, name in dir(sys))

# The board has none.
print(getattr(sys, "executable", None) is None or "executable" in dir(sys))

for name in ("ValueError", "len", "print", "str", "zip"):
    print(name, name in dir(builtins))

print("ENOENT" in dir(errno), "errorcode" in dir(errno), "argv" in dir(errno))
print(dir(sys) == sorted(set(dir(sys))))

from sys import *

print(maxsize == sys.maxsize, path is sys.path, "exit" in globals(), "__name__" in dir(sys), __name__)
