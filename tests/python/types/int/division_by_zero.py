# Every way to divide by zero.
big = 10 ** 40
for a in (1, 0, -1, big):
    for f in (lambda: a // 0, lambda: a % 0, lambda: divmod(a, 0), lambda: a / 0):
        try:
            f()
        except ZeroDivisionError as e:
            print(a, "ZeroDivisionError")
