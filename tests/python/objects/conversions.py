# The conversions that a class may write.
import math


class A:
    def __bytes__(self):
        return b"by"

    def __floor__(self):
        return 6

    def __ceil__(self):
        return 7

    def __trunc__(self):
        return 5

    def __pow__(self, exponent, modulus=None):
        return "pow", exponent, modulus

    def __iter__(self):
        return iter((1, 2))


a = A()
print(bytes(a), bytearray(a), math.floor(a), math.ceil(a), math.trunc(a), pow(a, 2), pow(a, 2, 3), a ** 4)


class NotIterable:
    __iter__ = None

    def __getitem__(self, i):
        return i


for call in (lambda: iter(NotIterable()), lambda: list(NotIterable()), lambda: bytes(type("B", (), {"__bytes__": lambda s: 1})())):
    try:
        print(call())
    except TypeError:
        print("TypeError")
