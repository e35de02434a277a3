# desktop only: hex() and fromhex() are not in the image
# hex() tells every bit, and fromhex() reads it back.
for number in (0.0, -0.0, 1.0, -1.5, 0.1875, 1024.0, 2.0 ** -6, 3.0, float("inf"), float("-inf"), float("nan")):
    text = number.hex()
    print(text, float.fromhex(text))
for text in ("0x1p4", "1p4", "0x.8", "0x1.8p+1", "  -0x10p-2  ", "+A.", "0XFFp0", "inf", "-Infinity", "nan", "0x0p0", "1e2"):
    print(text, float.fromhex(text))
for text in ("", "0x", "p4", "0x1p", "0x1.8p+", "1.g", "0x1 p4", "infinit", "--1"):
    try:
        print(text, float.fromhex(text))
    except ValueError as error:
        print(text, error)
try:
    float.fromhex("0x1p5000")
except OverflowError as error:
    print(error)
print(float.fromhex("0x1p-5000"))


class Mine(float):
    pass


print(type(Mine.fromhex("0x1p1")).__name__)
