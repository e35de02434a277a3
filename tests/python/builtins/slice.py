s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(3), slice(1, 2))
print(s.indices(5), slice(None).indices(3), slice(None, None, -1).indices(4), slice(-2, None).indices(5), slice(10, -10, -3).indices(7))
print(s == slice(1, 10, 2), s == slice(1, 10), list(range(20))[s], "abcdefghij"[slice(2, 5)])
class Show:
    def __getitem__(self, key):
        return key
x = Show()
print(x[1], x[1:2], x[::3], x[1:2, 3], x[...], x[:], x[()])
for f in (lambda: slice(), lambda: [1][::0], lambda: [1]["a":], lambda: slice(1, 2, 0).indices(3)):
    try:
        f()
        print("no error")
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
class I:
    def __index__(self):
        return 2
print([0, 1, 2, 3, 4][I():], [0, 1, 2, 3][:I()], [5, 6, 7][I()], "abc"[-2**80:2**80])
