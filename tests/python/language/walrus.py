# := binds inside of expressions.
data = [1, 5, 2, 8]
if (n := len(data)) > 3:
    print("long", n)
it = iter(data)
while (x := next(it, None)) is not None:
    print(x, end=" ")
print()
print([y := 1, y + 1, y * 10], y)
print([half for v in data if (half := v // 2) > 1], half)
def f(a, b=0):
    return a, b
print(f(q := 3, b=q + 1))
