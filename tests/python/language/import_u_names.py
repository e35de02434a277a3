# Libraries written for MicroPython import the builtin modules under older names too.
import utime, ucollections, ustruct, usys
import time, collections, struct, sys
print(utime is time, ucollections.deque is collections.deque, ustruct is struct, usys is sys)  # expect: True True True True
for missing in ("ugc", "umath", "umicropython", "ubuiltins", "u", "utim", "uutime"):
    try:
        __import__(missing)
        print("found", missing)
    except ImportError:
        print(missing)  # expect: ugc
# expect: umath
# expect: umicropython
# expect: ubuiltins
# expect: u
# expect: utim
# expect: uutime
