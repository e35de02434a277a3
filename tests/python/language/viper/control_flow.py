import micropython


@micropython.viper
def loops(n: int):
    for i in range(n):
        if i == 2:
            continue
        if i == 5:
            break
        print(i, end=" ")
    else:
        print("whole", end=" ")
    for i in range(n, 0, -3):
        print(i, end=" ")
        i = 100
    for i in range(0, 1000, 400):
        print(i, end=" ")
    k = 3
    while k:
        k -= 1
    print(k, not k == 0)


loops(4)  # expect: 0 1 3 whole 4 1 0 400 800 0 False
loops(8)  # expect: 0 1 3 4 8 5 2 0 400 800 0 False


@micropython.viper
def conditions(a: int, b: int, flag: bool):
    print(a < b, a <= b, a > b, a >= b, a == b, a != b, 0 < a < b, flag)
    if a and not flag:
        print("a and not flag")
    elif a or b:
        print("a or b")
    print(a or b, a and b, a if flag else b, (a < b) and flag)


conditions(1, 2, 0)
# expect: True True False False False True True False
# expect: a and not flag
# expect: 1 2 2 False
conditions(0, 0, 1)
# expect: False True False True True False False True
# expect: 0 0 0 False
conditions(3, 1, 1)
# expect: False False True True False True False True
# expect: a or b
# expect: 3 1 3 False


@micropython.viper
def unsigned(a: uint, b: uint):
    print(a < b, a <= b, a > b, a >= b)


unsigned(1, -1)  # expect: True True False False
unsigned(-1, 1)  # expect: False False True True


@micropython.viper
def objects(items, key):
    print(key in items, key is None, [x for x in items if x != key], items[0] == key)
    for i in items:
        print(i, end=";")
    first, *rest = items
    print(first, rest, f"{len(items)}")


objects([1, 2, 3], 2)
# expect: True False [1, 3] False
# expect: 1;2;3;1 [2, 3] 3


@micropython.viper
def cleanup(n: int) -> int:
    try:
        if n == 0:
            raise ValueError(n)
        return n
    except ValueError as e:
        return int(len(e.args)) + 100
    finally:
        print("finally", n)


print(cleanup(0), cleanup(5))
# expect: finally 0
# expect: finally 5
# expect: 101 5


@micropython.viper
def closure(n: int):
    def add(m: int) -> int:
        return int(n) + m

    return add


print(closure(5)(6))  # expect: 11


@micropython.viper
def kept(a: int, *args, k: int = 7, **more):
    print(a, args, k, sorted(more))


kept(1, 2, 3, k=4, z=5)  # expect: 1 (2, 3) 4 ['z']
kept(1)  # expect: 1 () 7 []


@micropython.viper
def walrus(n: int) -> int:
    if (m := n * 2) > 10:
        return m
    return -m


print(walrus(3), walrus(6))  # expect: -6 12


@micropython.viper
def deep(n: int) -> int:
    if n == 0:
        return 0
    return int(deep(n - 1)) + 1


print(deep(200))  # expect: 200


class Counter:
    def __init__(self):
        self.n = 0

    @micropython.viper
    def step(self, by: int) -> int:
        self.n = int(self.n) + by
        return int(self.n)


c = Counter()
print(c.step(2), c.step(3), c.n)  # expect: 2 5 5


@micropython.viper
def nothing() -> int:
    pass


@micropython.viper
def no_truth() -> bool:
    return None


print(nothing(), no_truth())  # expect: 0 False


@micropython.native
def generator(n):
    for i in range(n):
        yield i * i


print(list(generator(4)))  # expect: [0, 1, 4, 9]
