class Point:
    def __new__(cls, *rest):
        print("new", cls.__name__, rest)
        return super().__new__(cls)

    def __init__(self, *rest):
        print("init", rest)


class Sub(Point):
    pass


p = Point(1)
q = p.__new__(Sub, 2)
print(type(q).__name__, type(Sub.__new__(Sub)).__name__, isinstance(Sub(3), Point))


class Unlike:
    def __new__(cls, a, b):
        return a + b


print(Unlike(3, 4))
