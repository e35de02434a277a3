# Literals within literals.
data = {
    "list": [1, [2, [3, [4]]]],
    "dict": {"a": {"b": {"c": "deep"}}},
    "tuple": (1, (2, (3,))),
    (1, 2): "tuple key",
    None: [None, True, False, ...],
    1.5: -0.5,
}
print(data["list"][1][1][1][0], data["dict"]["a"]["b"]["c"], data["tuple"][1][1])
print(data[1, 2], data[None], data[1.5])
print(data)
matrix = [[0] * 3 for _ in range(2)]
matrix[0][1] = 5
print(matrix)
shared = [[0] * 2] * 2
shared[0][0] = 1
print(shared)
print([*[1, 2], *(3, 4)], {**{"a": 1}, "b": 2}, (*"ab", "c"), sorted({*[1, 2], 2, 3}))
