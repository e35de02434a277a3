# Order and equality among ints of any size, and with bools.
values = [-(10 ** 30), -(2 ** 64), -(2 ** 31), -5, 0, 1, 2 ** 31, 2 ** 64, 10 ** 30]
for i, a in enumerate(values):
    for j, b in enumerate(values):
        assert (a < b) == (i < j) and (a <= b) == (i <= j) and (a > b) == (i > j) and (a == b) == (i == j) and (a != b) == (i != j)
print(sorted([10 ** 20, -3, 2 ** 70, 0, -(10 ** 19)]))
print(max(values) == 10 ** 30, min(values) == -(10 ** 30))
print(1 == True, 0 == False, 2 > True, 10 ** 20 == "10", 10 ** 20 != None)
try:
    1 < "2"
except TypeError:
    print("TypeError")
