# strip, lstrip, rstrip.
for s in ("  a b  ", "\t\n x \r\x0b\x0c", "", "   ", "xxaxx", "\u00a0\u2003a\u3000", "\u00e4\u00e4b\u00e4"):
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.strip("\u00e4")), repr(s.strip(None)), repr(s.strip("")))
print("www.example.com".strip("cmowz."), "abcba".lstrip("ab"), "abcba".rstrip("ab"), "mississippi".strip("ipms"))
