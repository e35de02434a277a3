class Swap:
    def __init__(self, other):
        self.other = other

    def __set_name__(self, owner, name):
        print("named", name)
        setattr(owner, self.other, "set by " + name)


class Both:
    a = Swap("b")
    b = Swap("a")


print(Both.a, "/", Both.b)


class Remove:
    def __set_name__(self, owner, name):
        for each in ("one", "two"):
            if each != name and hasattr(owner, each):
                delattr(owner, each)


class Gone:
    one = Remove()
    two = Remove()


print(hasattr(Gone, "one"), hasattr(Gone, "two"))
