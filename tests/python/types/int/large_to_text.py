# desktop only: ints of so many digits do not fit the chip's memory
# Large ints as text: every digit, whatever the base and wherever the zeros are.
import sys

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def digits(number, base):
    """The slow and certain way."""
    text = ""
    while number:
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[number % base] + text
        number //= base
    return text or "0"


for exponent in (300, 617, 618, 1000, 1233, 2466, 5000, 9999, 20000):
    power = 10**exponent
    print(len(str(power)), str(power) == "1" + "0" * exponent, str(-power) == "-1" + "0" * exponent)
    print(str(power - 1) == "9" * exponent, str(power + 7) == "1" + "0" * (exponent - 1) + "7")
for shift in (2048, 2049, 4095, 4096, 6000):
    number = (1 << shift) // 7
    print(str(number) == digits(number, 10), int(str(number)) == number)
# Parts that are zero, in the middle and at the front of a half.
number = 10**4000 + 10**2000 + 3
print(str(number) == "1" + "0" * 1999 + "1" + "0" * 1999 + "3")
print("%d" % -number == "-" + str(number), "{:,}".format(10**900).count(",") == 300, len(f"{number:x}"))
print(len(str(3**60000)), str(3**60000)[:20], str(3**60000)[-20:])
