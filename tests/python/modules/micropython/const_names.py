# A name defined by const() stands for its value wherever it is read from then on, in functions and classes too; with a
# leading underscore it is no variable at all.
from micropython import const

SIZE = const(4)
_HIDDEN = const(SIZE * 2)
_FLOAT = const(2 ** -2)
_PAIR: tuple = const((SIZE, "text"))


class Register:
    CONTROL = const(1)
    _STATUS = const(2)

    def read(self):
        return CONTROL + _STATUS


print(Register().read())  # expect: 3
print(hasattr(Register, "CONTROL"), hasattr(Register, "_STATUS"))  # expect: True False
print(SIZE, _HIDDEN, _FLOAT, _PAIR)  # expect: 4 8 0.25 (4, 'text')
print("SIZE" in globals(), "_HIDDEN" in globals(), "_PAIR" in globals())  # expect: True False False
print(_PAIR is (SIZE, "text") or _PAIR == (SIZE, "text"))  # expect: True


def SIZE():
    pass


print(SIZE, callable(globals()["SIZE"]))  # expect: 4 True
for text in ("A = const(1); A = 2", "A = const(1); A = const(1)", "A = const(1); A += 1", "A = const(a)",
             "@micropython.other\ndef f(): pass", "@micropython.a.b\ndef f(): pass"):
    try:
        exec(text, {"const": const})
        print("accepted", text)
    except SyntaxError:
        print("SyntaxError")
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
