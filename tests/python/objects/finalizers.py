# __del__ is called once for each object that was dropped, at the latest by gc.collect().
import gc

log = []


class Base:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        log.append(self.number)


class Derived(Base):
    pass


class Stack(list):
    def __del__(self):
        log.append(len(self))


def make(kind, count):
    for i in range(count):
        kind(i)


def make_stacks(count):
    for i in range(count):
        Stack([1] * 100)


# A few may still be found in old registers.
make(Base, 60)
gc.collect()
print(len(log) >= 40, len(log) == len(set(log)))
log.clear()
make(Derived, 60)
make_stacks(60)
gc.collect()
print(len(log) >= 80, log.count(100) >= 40)
log.clear()

# What is still there is not finalized.
kept = Base(7)
gc.collect()
print(7 in log, kept.number)

# An object that comes back lives on, and is not finalized again.
log.clear()
back = []


class Returning:
    def __del__(self):
        log.append("once")
        back.append(self)


def make_returning(count):
    for i in range(count):
        Returning()


make_returning(60)
make(int, 20)
gc.collect()
back.clear()
gc.collect()
gc.collect()
print(40 <= log.count("once") <= 60)
Returning.__del__ = None
log.clear()


# Cycles are finalized too, and may use each other while it happens.
class Node(Base):
    def __del__(self):
        log.append(self.other.number)


def cycles(count):
    for i in range(count):
        a, b = Node(1), Node(2)
        a.other, b.other = b, a


cycles(60)
gc.collect()
print(log.count(1) >= 40, log.count(2) >= 40)
del Node.__del__
