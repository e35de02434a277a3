# exec, eval and compile with and without namespaces.
print(eval("1 + 2"), eval(" 3 * 4"))
x = 10
print(eval("x + 1"), eval("x + y", {"x": 1, "y": 2}), eval("x", {"x": 1}, {"x": 2}))
exec("z = x * 2")
print(z)
space = {}
exec("a = 1\ndef f():\n    return a + 1\nb = f()", space)
print(space["a"], space["b"], sorted(k for k in space if not k.startswith("__")))
space["a"] = 41
print(space["f"]())
g, l = {"n": 5}, {}
exec("m = n + 1", g, l)
print("m" in g, l)
code = compile("p * q", "<test>", "eval")
print(eval(code, {"p": 6, "q": 7}))
body = compile("r = 1\nr += 1", "<test>", "exec")
exec(body)
print(r)
for wrong in ("1 +", "x =", "def", "for", "(", "'abc"):
    try:
        eval(wrong)
    except SyntaxError:
        print("SyntaxError")
def inside():
    return eval("x * 3")
print(inside())
key = "com" + "puted"
print(eval("computed", {key: "found"}))
