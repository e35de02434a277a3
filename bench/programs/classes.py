# Classes: inheritance, super(), special methods, isinstance, class methods and static ones.
class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1

    def area(self):
        return 0

    @classmethod
    def of(cls, *sizes):
        return cls(*sizes)

    @staticmethod
    def unit():
        return 1


class Box(Shape):
    def __init__(self, width, height):
        super().__init__("box")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height + super().area()

    def __eq__(self, other):
        return isinstance(other, Box) and self.width == other.width and self.height == other.height

    def __len__(self):
        return self.width

    def __getitem__(self, index):
        return self.width + index


class Square(Box):
    def __init__(self, width):
        super().__init__(width, width)

    def __add__(self, other):
        return Square(self.width + other.width)


def run(steps):
    total = 0
    square = Square(1)
    for i in range(steps):
        box = Box.of(i, 2)
        total += box.area() + len(box) + box[3] + Shape.unit()
        square = Square(i & 7) + square if i % 8 else Square(1)
        if isinstance(square, Shape) and not square == box:
            total += square.area()
    return total, Shape.made


print(run(1000))
