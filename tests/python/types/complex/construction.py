print(complex(), complex(1), complex(1.5), complex(1, 2), complex(2j), complex(imag=3), complex(real=1, imag=-1), complex(True))
for text in ("j", "-J", "1", "1.5", "2.5j", "1+j", "1-j", "-1-2j", " +1-2.5j ", "(3+4j)", "1e2+3e-1j", "-1e-2j", "nanj", "nan-infj", "inf"):
    print(repr(text), complex(text))
for text in ("", "1+2", "1j+2", "1+2j+3", "1+2+3j", "1 + 2j", "1+2jj", "abc", "()", "1e", "--1j", "1j2"):
    try:
        print(complex(text))
    except ValueError:
        print("ValueError", repr(text))
print(0j, -0.0 + 1j, 1e16j, 1.25 + 1e-7j, complex(-0.0, 1), complex("inf"), [1j, 2 + 0j], str(1j), "%s %r" % (1j, 2j))


class Convertible:
    def __complex__(self):
        return 2 - 3j


class Real:
    def __float__(self):
        return 1.5


class Wrong:
    def __complex__(self):
        return 5


class Own(complex):
    def size(self):
        return abs(self)


print(complex(Convertible()), complex(Real()), Own(3, 4).size(), Own(1, 1) + 1)
for f in (lambda: complex(Wrong()), lambda: complex([]), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex(1, 2, 3)):
    try:
        print(f())
    except TypeError:
        print("TypeError")
