# Classes derived from builtin types keep the builtin's behaviour and carry attributes.
class L(list):
    def __init__(self, *a):
        super().__init__(*a)
        self.tag = "t"

    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("item", super().__getitem__(i))


l = L([1, 2])
l.append(5)
l.k = 3
print(l, len(l), l[0], l.tag, l.k, l == [1, 2, 10], isinstance(l, list), list(l), type(l + [1]).__name__)
print(sorted(l), 10 in l, l.index(10), [1, 2, 10] == l, l[:], bool(L()))
for i in range(30):
    setattr(l, "n%d" % i, i)
print(l.n29, l.n0, len(l), l.tag, l)


class D(dict):
    def __missing__(self, k):
        return k * 2

    def __setitem__(self, k, v):
        super().__setitem__(k, v + 1)


d = D(a=1)
d["b"] = 5
d.z = 1
print(d, d["q"], d["b"], d.z, len(d), "a" in d, {**d}, d.get("nothing"))


class I(int):
    def __add__(self, o):
        return I(int.__add__(self, o) + 100)

    def __repr__(self):
        return "I(%d)" % int(self)


i = I(5)
i.attr = 9
print(i + 1, [i], i * 2, i - 1, i == 5, hash(i) == hash(5), i.attr, isinstance(i, int), i < 6, 3 - i, range(10)[i])
print("%d" % i, int(i) + 1, I(10 ** 20), -i, bool(I(0)), I("77") - 0, {5: "five"}[i], [0, 1, 2, 3, 4, "x"][i])


class T(str):
    def shout(self):
        return self.upper() + "!"


s = T("ab")
s.q = 1
print(s, repr(s), s.shout(), s + "c", s == "ab", {s: 1}["ab"], s.q, len(s), s[0], type(s.upper()).__name__, "a" in s)
print(s.join(["1", "2"]), hash(s) == hash("ab"), T(55), T(), "%s" % s, s * 2, "x" + s, {"ab": 2}[s])


class F(float):
    pass


f = F(2.5)
f.k = 1
print(f, f * 2, f == 2.5, f.k, F(0.0), F("1e30"), int(f), -f, f < 3, 1 + f, round(f))


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


t = Pair(1, 2)
t.k = 5
print(t, t.first, t == (1, 2), len(t), t + (3,), t.k, hash(t) == hash((1, 2)), [x for x in t], {(1, 2): 3}[t])
a, b = t
print(a, b)


class By(bytes):
    pass


print(By(b"abc"), By(b"abc")[0], By(b"x") == b"x", By(3))


class St(set):
    pass


st = St([1, 2])
st.k = 1
st.add(3)
print(sorted(st), len(st), 3 in st, st.k, st == {1, 2, 3})


class Fs(frozenset):
    pass


print(sorted(Fs([1, 2])), hash(Fs([1])) == hash(frozenset([1])))


class Deep(L):
    def __init__(self):
        super().__init__([7])
        self.deep = 1


print(Deep(), Deep().tag, Deep().deep, Deep()[0])
