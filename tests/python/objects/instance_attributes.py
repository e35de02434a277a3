# Attributes of instances: set, read, deleted and set again, in the instance and beyond the room it has.
class A:
    y = 7

    def __init__(self, x=1):
        self.x = x


a, b = A(), A(5)
a.z, a.w, a.q, a.r, a.t = 1, 2, 3, 4, 5
print(a.__dict__)
del a.w
print(a.__dict__, hasattr(a, "w"), getattr(a, "w", "none"))
a.w = 9
print(sorted(a.__dict__.items()), b.__dict__)
A.y = 8
print(a.y, b.y)
b.y = "own"
print(a.y, b.y)
del b.y
print(b.y)
for name in ("missing", "w2"):
    try:
        getattr(a, name)
    except AttributeError:
        print("no", name)
    try:
        delattr(a, name)
    except AttributeError:
        print("not to delete", name)

many = A()
for i in range(60):
    setattr(many, "n%d" % i, i)
print(many.n0, many.n59, many.x, len(many.__dict__))
for i in range(0, 60, 2):
    delattr(many, "n%d" % i)
print(many.n1, many.n59, hasattr(many, "n2"), len(many.__dict__))
print(sum(getattr(many, "n%d" % i) for i in range(1, 60, 2)))

# The same attributes in another order, and in instances made before and after one that needed more room.
objects = []
for i in range(20):
    o = A(i)
    if i % 2:
        o.first, o.second = i, -i
    else:
        o.second, o.first = -i, i
    if i % 5 == 0:
        o.a, o.b, o.c, o.d = range(4)
    objects.append(o)
print(sum(o.first for o in objects), sum(o.second for o in objects), sum(o.x for o in objects))
print([sorted(o.__dict__) for o in objects[:6]])

try:
    (5).attribute = 1
except AttributeError:
    print("an int has no attributes to set")
try:
    object().attribute = 1
except AttributeError:
    print("nor has a plain object")
