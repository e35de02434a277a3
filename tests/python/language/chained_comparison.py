# Each operand of a chain is evaluated once, and only as far as needed.
def show(x):
    print("eval", x)
    return x

print(1 < 2 < 3, 1 < 2 > 3, 3 > 2 > 1 > 0)
print(show(1) < show(2) < show(3))
print(show(3) < show(2) < show(1))
x = 5
print(0 <= x < 10, not 0 <= x < 5, 1 == 1.0 == True)
print(None is None is not False)
print("b" in "abc" in ["abc"])
