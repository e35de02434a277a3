# A long run of operations on a list, a dict and a set, drawn by a generator of its own: every outcome has to be CPython's.
seed = 20
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n
def val():
    k = rnd(9)
    return [rnd(10), -rnd(5), "s%d" % rnd(6), None, True, (rnd(3), rnd(3)), 1.5, float(rnd(4)), b"b"][k]
def bound():
    k = rnd(4)
    return None if k == 0 else rnd(15) - 7
def sl():
    st = [None, None, 1, 2, -1, -2, 3, -3, 0][rnd(9)]
    return slice(bound(), bound(), st)
a = []
d = {}
s = set()
def op():
    k = rnd(32)
    if k == 0: a.append(val()); return a
    if k == 1: a.insert(rnd(20) - 10, val()); return a
    if k == 2: return a.pop(rnd(12) - 6)
    if k == 3: return a[sl()]
    if k == 4: a[sl()] = [val() for _ in range(rnd(5))]; return a
    if k == 5: del a[sl()]; return a
    if k == 6: a.extend([val() for _ in range(rnd(6))]); return len(a)
    if k == 7: return a.index(val(), rnd(8) - 4, rnd(16) - 4)
    if k == 8: a.remove(val()); return a
    if k == 9: return a.count(val())
    if k == 10: a.reverse(); return a
    if k == 11: return sorted(a, key=lambda x: (str(type(x)), str(x)), reverse=rnd(2) == 1)
    if k == 12: return [x for x in a if isinstance(x, int)] < [rnd(5), rnd(5)]
    if k == 13: return a == list(tuple(a)), tuple(a) < tuple(a) + (1,), val() in a
    if k == 14:
        if len(a) > 30: a.clear()
        a.__imul__(rnd(3)) if len(a) < 12 else None
        return a
    if k == 15: d[val()] = val(); return d
    if k == 16: return d.pop(val())
    if k == 17: return d.get(val(), "none"), d.setdefault(val(), rnd(5))
    if k == 18: d.update([(val(), val()) for _ in range(rnd(8))]); return d
    if k == 19: return d.popitem()
    if k == 20: del d[val()]; return d
    if k == 21: return list(d.keys() & {val(), val()}) != None, len(d.keys() | {val()}), list(reversed(d))
    if k == 22: return d | {val(): 1}, {**d, "z": 0} == d
    if k == 23: s.add(val()); return len(s)
    if k == 24: s.discard(val()); return len(s)
    if k == 25: return sorted(map(str, s | {val()})), sorted(map(repr, s & {val(), 1, 2})), sorted(map(repr, s ^ {val(), 2})), sorted(map(repr, s - {val()}))
    if k == 26: return s <= {val(), 1}, s >= {val()}, s.isdisjoint([val()])
    if k == 27: s.update([val() for _ in range(rnd(5))]); return sorted(map(repr, s))
    if k == 28: s.remove(val()); return len(s)
    if k == 29: r = range(rnd(20) - 10, rnd(20) - 10, [1, 2, -1, -3, 5][rnd(5)]); return r[sl()], list(r), len(r), rnd(20) - 10 in r, list(reversed(r))
    if k == 30: return list(zip(a, d)), list(enumerate(d.items(), rnd(3))), list(map(str, a)), max(map(str, a), default=0), min(d, key=str)
    if k == 31: return slice(bound(), bound(), [1, -1, 2, None, -4][rnd(5)]).indices(rnd(12)), tuple(a)[sl()], str(a)[sl()], tuple(a) * rnd(3)
for i in range(900):
    try:
        print(i, op())
    except Exception as e:
        print(i, type(e).__name__)
