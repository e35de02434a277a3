# Sets of many items, of every kind of key, with additions and removals mixed, against a dict of the same.
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 5  # most of them share theirs

    def __eq__(self, other):
        return isinstance(other, Key) and other.n == self.n


KINDS = (
    ("int", lambda n: n * 3),
    ("str", lambda n: "key%d" % n),
    ("float", lambda n: n * 0.5),
    ("tuple", lambda n: (n, "x")),
    ("object", Key),
    ("mixed", lambda n: n if n % 3 else str(n)),
)

for name, make in KINDS:
    keys = [make(n) for n in range(90)]
    made = set()
    known = {}
    number = 1
    for step in range(600):
        number = number * 75 % 65537
        n = number % len(keys)
        if number % 5 < 3:
            made.add(keys[n])
            known[n] = True
        else:
            made.discard(keys[n])
            known.pop(n, None)
    wrong = [n for n in range(len(keys)) if (make(n) in made) != (n in known)]
    print(name, wrong, len(made) == len(known), len(list(made)) == len(known))
    other = set(keys[:45])
    print(len(made & other) + len(made | other) == len(made) + len(other), len(made ^ other) == len(made - other) + len(other - made))
    copy = made.copy()
    copy.add(0.25)
    print(copy > made, copy - made, hash(frozenset(made)) == hash(frozenset(list(made)[::-1])))
    while made:
        copy.remove(made.pop())
    print(copy)
