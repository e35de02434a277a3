# A ray tracer: spheres over a plane, shadows, vectors as objects.
import math


class Vector:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def minus(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def times(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def unit(self):
        return self.times(1.0 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour):
        self.centre = centre
        self.radius = radius
        self.colour = colour

    def hit(self, origin, direction):
        to = self.centre.minus(origin)
        along = to.dot(direction)
        square = self.radius * self.radius - to.dot(to) + along * along
        if square < 0.0:
            return None
        distance = along - math.sqrt(square)
        return distance if distance > 0.001 else None

    def normal(self, point):
        return point.minus(self.centre).unit()


class Plane:
    def __init__(self, y, colour):
        self.y = y
        self.colour = colour

    def hit(self, origin, direction):
        if direction.y > -0.001:
            return None
        return (self.y - origin.y) / direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)


def nearest(things, origin, direction):
    best, best_distance = None, 1e6
    for thing in things:
        distance = thing.hit(origin, direction)
        if distance is not None and distance < best_distance:
            best, best_distance = thing, distance
    return best, best_distance


def trace(things, light, origin, direction):
    thing, distance = nearest(things, origin, direction)
    if thing is None:
        return 0.1
    point = origin.plus(direction.times(distance))
    to_light = light.minus(point).unit()
    shadow, _ = nearest(things, point, to_light)
    if shadow is not None:
        return 0.2 * thing.colour
    return thing.colour * max(0.2, thing.normal(point).dot(to_light))


def render(width, height):
    things = [Sphere(Vector(0.0, 0.0, 5.0), 1.0, 0.9), Sphere(Vector(1.5, 0.5, 4.0), 0.5, 0.7), Plane(-1.0, 0.5)]
    light = Vector(5.0, 5.0, -5.0)
    eye = Vector(0.0, 0.0, 0.0)
    rows = []
    for y in range(height):
        row = ""
        for x in range(width):
            direction = Vector(2.0 * x / width - 1.0, 1.0 - 2.0 * y / height, 1.5).unit()
            row += " .:-=+*#%@"[int(trace(things, light, eye, direction) * 9.9)]
        rows.append(row)
    return rows


print("\n".join(render(24, 12)))
