a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
print(a == {3, 2, 1}, a != b, {1} < a, {1, 2, 3} <= a, a > {1}, a >= b, a < a, a == frozenset(a), a == [1, 2, 3])
print(2 in a, 9 in a, frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])})
c = a
c |= {9}; print(sorted(a), c is a)
c &= {1, 9}; print(sorted(a))
c -= {9}; print(sorted(a))
c ^= {1, 5}; print(sorted(a))
a -= a; print(a)
f = frozenset([1, 2])
print(sorted(f | {3}), type(f | {3}).__name__, type({3} | f).__name__, type(f.union([1])).__name__)
g = f
g |= {7}; print(sorted(g), sorted(f))
for x in (lambda: {1} | [2], lambda: {1} & "a", lambda: {1} < [1], lambda: {1} + {2}):
    try:
        x()
        print("no error")
    except TypeError:
        print("TypeError")
print({1} | {2} == {1, 2}, bool(set()), bool({0}), {1, 2} != {2, 1})
