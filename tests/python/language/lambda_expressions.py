# lambda in all its forms.
print((lambda: 1)(), (lambda x: x * 2)(4), (lambda x, y=3: x + y)(1))
print((lambda *a, **k: (a, k))(1, 2, z=3))
add = lambda a: lambda b: a + b
print(add(1)(2))
print(sorted([(1, "b"), (2, "a")], key=lambda pair: pair[1]))
print(list(map(lambda x, y: x * y, [1, 2, 3], [4, 5, 6])))
f = lambda x: "big" if x > 10 else "small"
print(f(11), f(1))
