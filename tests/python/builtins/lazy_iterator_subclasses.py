# map, filter, zip and enumerate can be derived from.
class Shout(map):
    def __init__(self, function, *iterables):
        self.calls = 0

    def __next__(self):
        self.calls += 1
        return super().__next__() + "!"


shout = Shout(str.upper, "ab")
print(list(shout), shout.calls)


class Plain(map):
    pass


print(list(Plain(lambda x: x + 10, range(4))), isinstance(Plain(abs, ()), map))


class Numbered(enumerate):
    def last(self):
        for each in self:
            pass
        return each


print(Numbered("xyz", 5).last())


class Pairs(zip):
    pass


class Some(filter):
    pass


pairs = Pairs("ab", (1, 2))
pairs.name = "pairs"
print(pairs.name, next(pairs), list(Some(None, (0, 1, 2))))
