# A loop whose body is too long for a short jump.
source = "def f(n):\n    t = 0\n    for i in range(n):\n" + "".join(
    "        if i == %d:\n            t += i * %d\n" % (i, i) for i in range(120)) + "    return t\n"
namespace = {}
exec(source, namespace)
print(namespace["f"](120), namespace["f"](10))
