# Classes that can be iterated over.
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n

print(list(Countdown(4)), sum(Countdown(4)), 2 in Countdown(5))
for i in Countdown(2):
    print(i)
a, b, c = Countdown(3)
print(a, b, c)

class Squares:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i

print(list(Squares()), 9 in Squares(), [x for x in Squares()])

class Pages:
    def __iter__(self):
        yield "one"
        yield "two"

pages = Pages()
print(list(pages), list(pages), dict(enumerate(pages)))
for wrong in (5, Countdown):
    try:
        iter(wrong)
    except TypeError:
        print("not iterable")

class Broken:
    def __iter__(self):
        return 5

try:
    iter(Broken())
except TypeError:
    print("iter returned no iterator")
it = iter(Countdown(1))
print(next(it), next(it, "end"))
