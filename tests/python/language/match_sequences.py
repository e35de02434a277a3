# Sequence patterns, with and without a star; what counts as a sequence.
def shape(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return "one", a
        case (1, b) | (b, 1):
            return "with 1", b
        case [a, b]:
            return "two", a, b
        case [1, *rest]:
            return "1 and", rest
        case [a, *_, 9]:
            return "to 9", a
        case [[a, b], *more, (c, d)]:
            return "nested", a, b, more, c, d
        case *_, last:
            return "last", last
        case _:
            return "no sequence"


for value in ([], [1], (1, 2), [2, 1], [5, 6], [1, 2, 3], (7, 8, 9), [[1, 2], 3, [4, 5]], [[1, 2], (4, 5)], (3, 4, 5),
              "ab", b"ab", bytearray(b"ab"), {1: 2, 3: 4}, {1, 2}, 5, range(3), range(2), memoryview(b"abc"), iter([1, 2])):
    print(shape(value))


class Pair(list):
    pass


match Pair([1, 2]):
    case [x, y]:
        print("subclass", x, y)

match 1, 2:
    case x, y:
        print(x, y)

match range(100000):
    case [a, b, *_, c]:
        print(a, b, c)

# Captures are bound when the whole pattern has matched.
a = "before"
match [1, 2]:
    case [a, 3]:
        pass
    case [_, b]:
        print(a, b)


def in_closure(value):
    match value:
        case [x, *xs]:
            return lambda: (x, xs)


print(in_closure("ab") or in_closure([1, 2, 3])())
