print(all([]), any([]), all([1, 2]), any([0, 0]), all([1, 0, 2]), any([0, "", 3]))
seen = []
def note(x):
    seen.append(x)
    return x
print(any(note(x) for x in (0, 1, 2)), seen)
seen.clear()
print(all(note(x) for x in (1, 0, 2)), seen)
try:
    all(5)
except TypeError:
    print("TypeError")
