# As in CPython since 3.12: slices hash by their parts, and may be keys.
d = {slice(1, 2): "a", slice(None): "b"}
print(d[slice(1, 2)], d[:])  # expect: a b
print(hash(slice(1, 2, 3)) == hash(slice(1, 2, 3)), slice(1, 2) in d, slice(2, 1) in d)  # expect: True True False
try:
    {}[1:"x"]
except KeyError as error:
    print(error.args)  # expect: (slice(1, 'x', None),)
try:
    hash(slice([], 1))
except TypeError:
    print("TypeError")  # expect: TypeError
