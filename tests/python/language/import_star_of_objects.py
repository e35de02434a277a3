import sys


class Names:
    _hidden = 0
    x = "class"

    def __init__(self):
        self.x = "instance"


sys.modules["stand_in"] = Names
from stand_in import *

print(x)
sys.modules["stand_in"] = Names()
from stand_in import *

print(x, "_hidden" in globals())
Names.__all__ = ["y"]
Names.y = "listed"
from stand_in import *

print(y)
sys.modules["stand_in"] = 5
try:
    from stand_in import *
except ImportError:
    print("ImportError")
import __main__

__main__.z = "own module"
print(z, sys.modules["__main__"] is __main__)
