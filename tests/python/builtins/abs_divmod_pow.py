print(abs(-5), abs(5), abs(-2.5), abs(True), abs(-10**20))
print(divmod(17, 5), divmod(-17, 5), divmod(17, -5), divmod(7.5, 2), divmod(10**20, 7))
print(pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(3, 200, 7), pow(-2, 3), pow(2.0, 3))
print(pow(base=2, exp=3), pow(7, 1, 1))
for f in (lambda: divmod(1, 0), lambda: pow(0, -1), lambda: abs("x"), lambda: pow(2, 2, 0), lambda: divmod("a", 1)):
    try:
        f()
        print("no error")
    except (ZeroDivisionError, TypeError, ValueError) as e:
        print(type(e).__name__)
