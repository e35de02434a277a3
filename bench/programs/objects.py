# Objects made, attributes read, methods called.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def norm(self):
        return self.x + self.y


def walk(steps):
    here = Point(0, 0)
    step = Point(1, 2)
    total = 0
    for _ in range(steps):
        here = here.plus(step)
        total += here.norm() & 15
    return here.x, here.y, total


print(walk(5000))
