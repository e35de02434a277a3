# What int(...) refuses.
for args in (("",), ("x",), ("1 2",), ("1__0",), ("_1",), ("1_",), ("0x10",), ("12", 2), ("2", 2), ("1.5",), ("--1",), ("0x", 16), ("-",), (b"q",), ("01", 0)):
    try:
        print(int(*args))
    except ValueError as e:
        print("ValueError", e)
for args in ((None,), ([],), (1, 2), ({},)):
    try:
        print(int(*args))
    except TypeError as e:
        print("TypeError")
for base in (1, 37, -1):
    try:
        int("1", base)
    except ValueError as e:
        print("ValueError", e)
for text in ("inf", "-inf"):
    try:
        int(float(text))
    except OverflowError as e:
        print("OverflowError", e)
try:
    int(float("nan"))
except ValueError as e:
    print("ValueError", e)
