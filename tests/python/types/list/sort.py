def check(items, **how):
    copy = list(items)
    copy.sort(**how)
    print(copy)
check([])
check([1])
check([5, 2, 8, 1, 9, 3])
check("quick brown fox".split())
check([3, 1, 2], reverse=True)
check(["b", "A", "c"], key=str.lower)
check([2.5, 1, True, -3])
check([[2], [1, 5], [1]])
# Stable: what is equal keeps its order, also when reversed.
pairs = [(n % 4, n) for n in range(20)]
check(pairs, key=lambda p: p[0])
check(pairs, key=lambda p: p[0], reverse=True)
# Enough items for all paths of the sort, in several patterns.
def pseudo_random(count, limit):
    x = 12345
    for _ in range(count):
        x = (x * 1103 + 12345) % 65536
        yield x % limit
for count, limit in ((13, 100), (50, 10), (300, 1000), (513, 3)):
    items = list(pseudo_random(count, limit))
    tagged = [(v, i) for i, v in enumerate(items)]
    tagged.sort(key=lambda t: t[0])
    print(count, all(tagged[i] < tagged[i + 1] for i in range(count - 1)), sum(t[0] for t in tagged) == sum(items))
    items.sort(reverse=True)
    print(all(items[i] >= items[i + 1] for i in range(count - 1)))
up = list(range(100)); down = up[::-1]
down.sort(); print(up == down)
strings = [str(n) for n in range(120)]
strings.sort(); print(strings[:5], strings[-3:])
class Odd:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return "Odd(%d)" % self.n
check([Odd(3), Odd(1), Odd(2)])
