import io

s = io.StringIO()
print(s.write("one\ntwo\n"), s.write("three"))
print(repr(s.getvalue()))
print(s.seek(0), s.tell())
print([line for line in s])
print(repr(s.read()), repr(s.readline()))
s.seek(4)
s.write("TWO")
print(repr(s.getvalue()))

# Text is counted in characters, positions behind the first read depend on it.
s = io.StringIO("aäöü€\nz")
print(s.read(2), s.read(3), repr(s.read(1)), s.read())
print(s.getvalue() == "aäöü€\nz")

print(io.StringIO("x\ny").readlines())
print(repr(io.StringIO("abc\ndef").readline(2)))
print(io.StringIO().read() == "")

with io.StringIO("in with") as s:
    print(s.read())
for use in (s.read, s.getvalue, lambda: s.write("x"), lambda: s.seek(0)):
    try:
        use()
        print("no error")
    except ValueError as error:
        print(error)
s.close()  # a second time is fine

s2 = io.StringIO()
print("a", 1, None, sep="-", end="!", file=s2)
print(s2.getvalue())


class Shouting(io.StringIO):
    def __init__(self, text):
        super().__init__(text.upper())
        self.note = "kept"


loud = Shouting("quiet\nvoice")
print(list(loud), loud.note, isinstance(loud, io.StringIO))
try:
    io.StringIO(b"bytes")
except TypeError:
    print("TypeError")
