# import in its forms.
import sys
import math as m
from math import floor, ceil as up
import collections

print(m.floor(2.5), floor(-0.5), up(0.25))
print(type(sys.modules) is dict, type(sys.path) is list)
from collections import deque, OrderedDict
print(deque is collections.deque)
try:
    import no_such_module
except ImportError:
    print("ImportError")
try:
    from math import no_such_name
except ImportError:
    print("ImportError for a name")

def local_import():
    import errno
    return errno.ENOENT

print(local_import())
print("errno" in globals(), __name__)
print(__import__("math") is m)
