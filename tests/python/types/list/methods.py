a = [3, 1, 2]
a.append(4); print(a)
a.extend((5, 6)); a.extend("ab"); a.extend(x for x in [7]); print(a)
a.insert(0, "first"); a.insert(-1, "before last"); a.insert(100, "end"); a.insert(-100, "start"); print(a)
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove("a"); print(a)
print(a.index(1), a.index(4, 2), a.count(5), a.count("none"))
b = a.copy(); b.reverse(); print(b, a is b)
b.clear(); print(b, len(b), a)
a = [1, 2, 3]
a.extend(a); print(a)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [].remove(1), lambda: [].index(1), lambda: [1].index(1, 1), lambda: [1].insert("a", 1), lambda: [].extend(5)):
    try:
        f()
        print("no error")
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__)
print([1, 2, 3, 1].index(1, -2), [0.0, 1].count(False), [None].index(None))
