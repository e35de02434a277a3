# isalpha and the others.
for s in ("", "a", "A", "1", "a1", "aB", "AB", "ab", "a b", " ", "\t\n", "_a", "1a", "a_1", "Hello World", "Hello world", "\u00e4", "\u00c4", "\u00e41", "-", "class", "\u20ac", "\u4e2d"):
    print(repr(s), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isascii(), s.isprintable())
