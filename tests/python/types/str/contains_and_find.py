# in, find, rfind, index, rindex, count.
s = "the cat and the hat"
print("cat" in s, "dog" in s, "" in s, "t" in "", "" in "")
print(s.find("the"), s.find("the", 1), s.find("the", 1, 14), s.find("x"), s.find(""), s.find("", 5), s.find("", 50), s.find("t", -3), s.find("t", None, 3))
print(s.rfind("the"), s.rfind("the", 0, 14), s.rfind("x"), s.rfind(""), s.rfind("t", 0, -1))
print(s.index("cat"), s.rindex("at"), s.count("t"), s.count("the"), s.count(""), s.count("t", 5), s.count("t", 5, 10), "aaaa".count("aa"), "".count(""), "abc".count("", 1))
t = "\u00e4\u20acx\u00e4\u20acy"
print(t.find("x"), t.find("\u00e4", 1), t.rfind("\u20ac"), t.count("\u00e4\u20ac"), t.index("y"), t.count(""), t.find("y", 3, 5), t.find("y", -1), "\u20ac" in t)
for f in (lambda: s.index("x"), lambda: s.rindex("x")):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
try:
    1 in "abc"
except TypeError:
    print("TypeError")
