# The chaos game over a spline: objects of a small vector class, operators, tuples as parameters.
class Vector:
    def __init__(self, x=0.0, y=0.0):
        self.x = x
        self.y = y

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def mixed(self, other, share):
        return self.scaled(1.0 - share) + other.scaled(share)


class Curve:
    def __init__(self, points):
        self.points = points

    def __len__(self):
        return len(self.points)

    def __call__(self, share):
        points = list(self.points)
        while len(points) > 1:
            points = [a.mixed(b, share) for a, b in zip(points, points[1:])]
        return points[0]


def game(curves, steps):
    seed = 1234
    point = Vector(0.5, 0.5)
    cells = [0] * 64
    for _ in range(steps):
        seed = (seed * 1103 + 12345) & 0xFFFF
        curve = curves[seed % len(curves)]
        target = curve((seed >> 4 & 255) / 255.0)
        point = point + (target - point).scaled(0.5)
        cells[int(point.x * 7.99) * 8 + int(point.y * 7.99)] += 1
    return cells


curves = [Curve([Vector(0.0, 0.0), Vector(0.3, 1.0), Vector(1.0, 0.2)]), Curve([Vector(1.0, 1.0), Vector(0.5, 0.1), Vector(0.1, 0.9), Vector(0.0, 0.5)])]
print(sum(game(curves, 150)))
