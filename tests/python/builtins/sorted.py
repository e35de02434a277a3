print(sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted((3, 1), reverse=True), sorted([]))
print(sorted(["bb", "a", "ccc"], key=len, reverse=True), sorted([3, -1, 2], key=abs))
print(sorted([True, 0, 2.5, -1]), sorted([(2, "b"), (1, "z"), (2, "a")]))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words), sorted(words, key=lambda w: (len(w), w)))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]))
print(sorted(pairs, key=lambda p: p[0], reverse=True))
for f in (lambda: sorted([1, "a"]), lambda: sorted(5), lambda: sorted([1], lambda x: x), lambda: sorted([1, 2], key=5)):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
original = [2, 1]
print(sorted(original), original)
