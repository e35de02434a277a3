# A class's attributes change while the same line reads them: plain values, functions, properties.


class Base:
    limit = 1

    def kind(self):
        return "function"


class Derived(Base):
    pass


def look(thing):
    return thing.limit


def ask(thing):
    return thing.kind() if callable(thing.kind) else thing.kind


thing = Derived()
seen = []
for step in range(9):
    if step == 1:
        Base.limit = 2
    elif step == 2:
        Derived.limit = 3
    elif step == 3:
        Derived.limit += 1
    elif step == 4:
        Derived.limit = property(lambda self: "computed")
    elif step == 5:
        Derived.limit = property(lambda self: "again")
    elif step == 6:
        Derived.limit = None
    elif step == 7:
        del Derived.limit
    elif step == 8:
        thing.limit = "its own"
    seen.append((look(thing), Derived.limit if step not in (4, 5) else 0))
print(seen)

seen = []
for step in range(5):
    if step == 1:
        Base.kind = lambda self: "another"
    elif step == 2:
        Base.kind = 7
    elif step == 3:
        Base.kind = 8
    elif step == 4:
        Base.kind = lambda self: "third"
    seen.append(ask(thing))
print(seen)


class Raises:
    @property
    def value(self):
        raise ValueError("from a getter")

    @property
    def deep(self):
        return [self.depth for _ in range(2)]

    @property
    def depth(self):
        return 5


def read(thing):
    try:
        return thing.value
    except ValueError as error:
        return str(error)


def generator(thing):
    yield thing.depth
    yield thing.deep


for _ in range(3):
    print(read(Raises()), list(generator(Raises())))
