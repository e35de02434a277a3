# More bits than there is memory: found out soon, and not after a day.
import random

try:
    random.getrandbits(1 << 40)
except (MemoryError, RuntimeError, OverflowError):
    print("too large")
