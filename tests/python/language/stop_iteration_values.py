# What a StopIteration of __next__ carries goes through the builtin iterators over it.
class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(42)


for iterator in (Ends(), enumerate(Ends()), map(abs, Ends()), zip(Ends()), filter(None, Ends()), iter([])):
    try:
        next(iterator)
    except StopIteration as stop:
        print(type(iterator).__name__, stop.args)
print(next(map(abs, Ends()), "default"), list(zip(Ends())))
try:
    next(iter(()))
except StopIteration as stop:
    print(stop.args)
