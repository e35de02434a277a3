# Comparison chains and mixed types.
print(1.5 < 2 < 2.5, 1.5 <= 1.5, 2.5 > 2, 2.5 >= 2.5, 1.0 == 1, 1.5 != 1, 0.1 + 0.2 == 0.5)
print(sorted([2.5, 1, -0.5, 3, 2]), max(1, 2.5), min(1.5, 1), 2.5 in [1, 2.5], 1 in [1.0])
try:
    1.5 < "x"
except TypeError:
    print("TypeError")
print(1.5 == "1.5", 1.5 != None)
