print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))))
print(list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1, "b": 2}.values())), list(reversed({"a": 1}.items())))
class Sequence:
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return i * 10
print(list(reversed(Sequence())))
class Own:
    def __reversed__(self):
        return iter("own")
print(list(reversed(Own())))
items = [1, 2, 3]
r = reversed(items)
print(next(r), iter(r) is r)
items.clear()
print(list(r))
for wrong in (5, {1, 2}, iter([])):
    try:
        reversed(wrong)
    except TypeError:
        print("TypeError")
