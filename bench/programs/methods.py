# Methods: of instances, inherited ones, bound ones kept in variables, those of builtin types.
class Base:
    def one(self):
        return 1

    def add(self, a, b):
        return a + b


class Derived(Base):
    def two(self):
        return self.one() + self.one()


def run(steps):
    thing = Derived()
    bound = thing.add
    items = []
    push = items.append
    total = 0
    for i in range(steps):
        total += thing.one() + thing.two()
        total += thing.add(i, 1) + bound(i, 2)
        push(i)
        if "abc".startswith("ab") and "x,y".find(",") == 1:
            total += items.pop()
    return total


print(run(3000))
