# desktop only: the chip does not close generators that are dropped
import gc

log = []


def numbers(n):
    try:
        yield n
        yield n
    finally:
        log.append(n)


def use(count):
    for i in range(count):
        generator = numbers(i)
        next(generator)


def not_begun(count):
    for i in range(count):
        numbers("not begun")


use(60)
not_begun(5)
gc.collect()
print(len(log) >= 40, "not begun" in log)
log.clear()
list(numbers(3))
gc.collect()
print(log.count(3))


# Those that are left are closed when the program ends.
class Printing:
    def __enter__(self):
        print("enter")

    def __exit__(self, *details):
        print("exit")


def last():
    with Printing():
        yield


left = last()
next(left)
