print(len([]), len((1,)), len("héllo"), len({1: 2}), len({1, 2}), len(range(5, 50, 7)), len(b"ab"), len(bytearray(3)))
class C:
    def __len__(self):
        return 3
print(len(C()), bool(C()))
class Negative:
    def __len__(self):
        return -1
class Wrong:
    def __len__(self):
        return "x"
for f in (lambda: len(5), lambda: len(None), lambda: len(Negative()), lambda: len(Wrong()), lambda: len(iter([])), lambda: len()):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
