# str(...) of everything.
print(str(), str(5), str(-1.5), str(None), str(True), str([1, "a"]), str("x"), str(b"ab"), str({"a": 1}), str((1,)))
print(str(b"ab", "utf-8"), str(b"\xc3\xa4", "utf8"), str(bytearray(b"xy"), "ascii"), str(b"\xff\xe4", "latin-1"), str(b"a\xffb", "utf-8", "replace"), str(b"a\xffb", "ascii", "ignore"))
class A:
    def __str__(self):
        return "A as str"
    def __repr__(self):
        return "A as repr"
print(str(A()), repr(A()), "%s %r" % (A(), A()), "{} {!r}".format(A(), A()), f"{A()} {A()!r}", [A()])
try:
    str("a", "utf-8")
except TypeError as e:
    print("TypeError")
