# A function with more names and constants than fit in short operands.
lines = ["def f():"]
for i in range(150):
    lines.append("    v%d = %d" % (i, i * 1000003))
lines.append("    return " + " + ".join("v%d" % i for i in range(150)))
namespace = {}
exec("\n".join(lines), namespace)
print(namespace["f"]())
expression = "[" + ", ".join(str(i * 7) for i in range(400)) + "]"
print(sum(eval(expression)))
text = "x = 0\n" + "".join("x += %d\n" % i for i in range(300)) + "print(x)"
exec(text)
big = "{" + ", ".join("'k%d': %d" % (i, i) for i in range(150)) + "}"
d = eval(big)
print(len(d), d["k149"])
