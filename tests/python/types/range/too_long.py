# A range may be longer than len() can tell.
import sys

long = range(-sys.maxsize, sys.maxsize)
try:
    len(long)
except OverflowError:
    print("OverflowError")
print(bool(long), 5 in long, bool(range(0)))
