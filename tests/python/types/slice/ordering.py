# Slices compare as tuples do.
print(slice(1, 2) < slice(1, 3), slice(1) == slice(None, 1), slice(2) > slice(1), slice(1, 2, 3) <= slice(1, 2, 3))
print(slice(1) == 1, slice(1) != slice(2))
try:
    slice(None, 1) < slice(1, 1)
except TypeError:
    print("TypeError")
