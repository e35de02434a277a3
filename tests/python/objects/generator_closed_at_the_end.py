# A generator that waits when the program ends is closed then, and what its finally clause does is done.
# desktop only: the chip does not close generators
def call(what):
    return "called " + what


def waiting(name):
    try:
        yield 1
    finally:
        print("closed", call(name))
        for _ in waiting_inside():
            pass


def waiting_inside():
    try:
        yield call("inside")
    finally:
        print(call("inside, at its end"))


kept = waiting("at the end")
print(next(kept))
