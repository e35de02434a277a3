s = {3, 1, 2}
s.add(4); s.add(1); print(sorted(s), len(s))
s.discard(9); s.discard(4); s.remove(3); print(sorted(s))
print(sorted(s.union([5], "a" * 0, {6})), sorted(s.intersection([1, 9])), sorted(s.difference([1])), sorted(s.symmetric_difference([2, 7])))
print(s.isdisjoint([8]), s.isdisjoint({1}), s.issubset([1, 2, 3]), s.issuperset([1]), s.issuperset([7]))
s.update([10, 11], {12}); print(sorted(s))
s.intersection_update([1, 10, 11]); print(sorted(s))
s.difference_update([1]); print(sorted(s))
s.symmetric_difference_update([10, 20]); print(sorted(s))
c = s.copy(); c.clear(); print(len(c), sorted(s))
taken = set()
while s:
    taken.add(s.pop())
print(sorted(taken), s)
for f in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {1}.add([]), lambda: set(5), lambda: {1}.update(5), lambda: {[]}, lambda: {1}.issubset(5)):
    try:
        f()
        print("no error")
    except (KeyError, TypeError) as e:
        print(type(e).__name__)
print(sorted(set("hello")), set(), set([1]), sorted(set(range(5)) - {0}), set(()) == set())
