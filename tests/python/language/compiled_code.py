code = compile("print(x, end=' '); y = x + 1; print(y)", "file", "exec")
x = 1
exec(code)
exec(code, {"x": 10})
own = {"x": 100}
exec(code, {}, own)
print(y, own["y"])


def inside():
    x = "local"
    exec(code, {"x": 7})
    return eval(compile("x * 2", "file", "eval"), {}, {"x": 21})


print(inside())
defined = {}
exec(compile("def f(n): return n * k\nk = 3", "file", "exec"), defined)
print(defined["f"](5))
for mode in ("exec", "single"):
    exec(compile("if x: z = 8\n", "file", mode))
print(z)
try:
    exec(compile("nothing_of_that_name", "file", "exec"), {}, {})
except NameError as e:
    print("NameError")
