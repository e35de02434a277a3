# object.__new__ and object.__init__ refuse what nobody takes.
class New:
    def __new__(cls, *values):
        return super().__new__(cls)


class Init:
    def __init__(self, *values):
        super().__init__()


class NewPasses:
    def __new__(cls, value):
        return super().__new__(cls, value)


class InitPasses:
    def __init__(self, value):
        super().__init__(value)


class Both(New, Init):
    pass


class Neither:
    pass


for kind in (int, list, 5):
    try:
        print(object.__new__(kind))
    except TypeError:
        print("TypeError")
for kind in (New, Init, NewPasses, InitPasses, Both, Neither, object):
    try:
        print(type(kind(1)).__name__)
    except TypeError:
        print(kind.__name__, "TypeError")
