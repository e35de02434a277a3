# The characters by kind.
import string

for name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "octdigits", "punctuation",
             "printable", "whitespace"):
    print(name, repr(getattr(string, name)))
