# The shortest text that reads back the same: numbers for which it is the same in single and double precision.
for x in (0.0, -0.0, 1.0, -1.0, 0.5, 0.1, 0.2, 0.3, 1.5, 3.25, 100.0, 1234.5, 0.001, 0.0001, 0.00001, 0.000123, 1e5, 1e10, 1e15, 1e16, 1e17, 123456.0, 1e20, 1e22, 1e30, 1e-5, 1e-7, 1e-10, 1.5e-10, 1e-30, 2.5e20, 1024.0, 65536.0, 16777216.0):
    print(x, -x, repr(x), str(x))
print(float("inf"), -float("inf"), float("nan"), [1.0, 2.5])
