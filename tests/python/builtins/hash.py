print(hash(5), hash(True), hash(0), hash(-1) == hash(-1.0), hash(2.0) == hash(2), hash(1.5) == hash(1.5))
print(hash("abc") == hash("ab" + "c"), hash((1, 2)) == hash((1, 2)), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
print(hash(None) == hash(None), hash(b"x") == hash(bytes([120])), hash(10**30) == hash(10**29 * 10))
class C:
    pass
c = C()
print(hash(c) == hash(c))
class H:
    def __hash__(self):
        return 42
print(hash(H()))
for wrong in ([], {}, set(), ([],), bytearray()):
    try:
        hash(wrong)
        print("no error")
    except TypeError:
        print("unhashable", type(wrong).__name__)
class E:
    def __eq__(self, other):
        return True
try:
    hash(E())
except TypeError:
    print("TypeError")
