# Words wrap; the results here are the same for words of 32 and of 64 bits, but for those that are shown by their low bits.
import micropython
import sys

BITS = 32 if sys.maxsize < 1 << 40 else 64


@micropython.viper
def binary(a: int, b: int):
    print(a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b)


binary(7, 3)  # expect: 10 4 21 2 1 3 7 4
binary(-7, 3)  # expect: -4 -10 -21 -3 2 1 -5 -6
binary(7, -3)  # expect: 4 10 -21 -3 -2 5 -1 -6
binary(-7, -1)  # expect: -8 -6 7 7 0 -7 -1 6


@micropython.viper
def wrap(a: int, b: int) -> int:
    return a + b


top = (1 << BITS - 1) - 1
print(wrap(top, 1) == -top - 1, wrap(-top - 1, -1) == top)  # expect: True True
print(wrap(1 << BITS, 5), wrap((1 << BITS) - 1, 0))  # expect: 5 -1


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    return a - b


print(unsigned(1, 2) == (1 << BITS) - 1)  # expect: True


@micropython.viper
def unary(a: int):
    print(-a, +a, ~a)


unary(5)  # expect: -5 5 -6
unary(-1)  # expect: 1 -1 0


@micropython.viper
def shifts(a: int, b: uint, n: int):
    print(a << n, a >> n, b >> n)


shifts(-8, 8, 1)  # expect: -16 -4 4
shifts(1, 1, 100)  # expect: 0 0 0


@micropython.viper
def down(a: uint, n: int) -> uint:
    return a >> n


print(down(-1, BITS - 4), down(-1, BITS))  # expect: 15 0


@micropython.viper
def divide(a: int, b: int) -> int:
    return a // b


print(divide(-top - 1, -1) == -top - 1)  # expect: True
try:
    divide(1, 0)
except ZeroDivisionError as e:
    print(type(e).__name__)  # expect: ZeroDivisionError


@micropython.viper
def constants() -> int:
    small = 100
    large = 0x12345
    return small * 1000 + large + 0x10000000 - 0x10000000


print(constants())  # expect: 174565


@micropython.viper
def augmented(n: int) -> int:
    total = 0
    total += n
    total -= 3
    total *= n
    total <<= 2
    total |= 1
    total ^= n
    return total


print(augmented(10))  # expect: 275


@micropython.viper
def fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(fibonacci(40))  # expect: 102334155


@micropython.viper
def swap(a: int, b: int):
    a, b = b, a
    (c, d, e) = a, b, a + b
    print(a, b, c, d, e)


swap(1, 2)  # expect: 2 1 2 1 3


@micropython.viper
def hash31(text) -> uint:
    value = uint(5381)
    data = ptr8(text)
    for i in range(int(len(text))):
        value = uint((value * uint(33) ^ data[i]) & uint(0xFFFFFFF))
    return value


print(hash31(b"kinglet"))  # expect: 88013939
