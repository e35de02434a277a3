# int(...) of everything that it takes.
print(int(), int(5), int(-5), int(True), int(10 ** 30))
print(int("42"), int("  -42  "), int("+7"), int("1_000_000"), int("0"), int("-0"), int("007"))
print(int("ff", 16), int("0xff", 16), int("0XFF", 0), int("0b101", 0), int("0o17", 0), int("zz", 36), int("1010", 2), int("12", base=3))
print(int("123456789012345678901234567890"), int("-f" + "0" * 30, 16), int("1" + "0" * 64, 2))
print(int(b"99"), int(bytearray(b"-12")), int(b"1f", 16))
print(int(2.5), int(-2.5), int(0.0), int(1e6), int(-1048576.75))
class A:
    def __int__(self):
        return 77
class B:
    def __index__(self):
        return 88
print(int(A()), int(B()))
