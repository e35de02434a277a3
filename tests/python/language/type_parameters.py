# Type parameters and `type` statements (Python 3.12): read, and not evaluated.
type Point = tuple[float, float]
type Tree[T] = list[Tree[T]] | Missing[T]
print(Point, Tree)  # expect: Point Tree


def first[T: int, *Ts, **P](items: list[T], *rest: *Ts) -> T:
    return items[0]


class Stack[T = int]:
    def push[U](self, item: U) -> U:
        return item


print(first([1, 2]), Stack().push(3))  # expect: 1 3
type = 5
type += 1
type, x = type, 1
print(type, type if x else 0)  # expect: 6 6
print(type is 6 or type == 6)  # expect: True
type: int = 7
print(type)  # expect: 7
for text in ("type = 1", "type(x)", "type[x] = 1", "type X = 1", "type X[T] = T; y = 2", "type in x", "type not in x",
             "type \\\n = 1", "def f[](): pass", "type X", "type X = ", "type 1 = 2", "type X = 1 2", "class A[1]: pass"):
    try:
        compile(text, "<test>", "exec")
        print("fine")
    except SyntaxError:
        print("SyntaxError")
# expect: fine
# expect: fine
# expect: fine
# expect: fine
# expect: fine
# expect: fine
# expect: fine
# expect: fine
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
