# Special methods that call themselves through C++ code.
class Endless:
    def __repr__(self):
        return "%r" % self

    def __str__(self):
        return "{}".format(self)

    def __eq__(self, other):
        return [self] == [other]

    def __lt__(self, other):
        return self < other

    def __hash__(self):
        return hash((self,))

    def __bool__(self):
        return not self

    def __len__(self):
        return len(self)

    def __getattr__(self, name):
        return getattr(self, name)

    def __getitem__(self, index):
        return self[index]

    def __contains__(self, item):
        return item in self

    def __iter__(self):
        return iter(self)

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __neg__(self):
        return -self

    def __index__(self):
        return [1][self]


def by_key(_):
    return sorted([1, 2], key=by_key)


def by_map(_):
    return list(map(by_map, (1,)))


endless = Endless()
for recursion in (lambda: repr(endless), lambda: str(endless), lambda: endless == Endless(), lambda: endless < endless,
                  lambda: hash(endless), lambda: bool(endless), lambda: len(endless), lambda: endless.x, lambda: endless[0],
                  lambda: 1 in endless, lambda: iter(endless), lambda: endless(), lambda: endless + 1, lambda: -endless,
                  lambda: [1][endless], lambda: by_key(1), lambda: by_map(1), lambda: "".join(endless)):
    try:
        recursion()
        print("no end?")
    except RuntimeError:
        print("RuntimeError")
