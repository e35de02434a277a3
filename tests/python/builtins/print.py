print()
print(1, "two", 3.5, None, True, [1], (2,), {"a": 1})
print("a", "b", sep="-")
print("a", "b", sep="")
print("no newline", end="|")
print("next", end="")
print()
print(*[1, 2, 3], sep=", ", end="!\n")
print("x", sep=None, end=None)
class Both:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
print(Both(), [Both()], {"k": Both()})
class File:
    def __init__(self):
        self.text = ""
    def write(self, s):
        self.text += s
f = File()
print("to", "file", file=f)
print(1, 2, sep=":", end=";", file=f)
print(repr(f.text))
import sys
print("to stdout", file=sys.stdout)
for wrong in (lambda: print(1, sep=5), lambda: print(1, nothing=5), lambda: print(1, end=0)):
    try:
        wrong()
    except TypeError:
        print("TypeError")
