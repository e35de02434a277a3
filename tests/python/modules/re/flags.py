# Flags, for all of a pattern and for a part.
import re


def show(pattern, text, flags=0):
    print(pattern, [m.span() for m in re.finditer(pattern, text, flags)])


show("aB", "ab AB Ab", re.I)
show("[a-c]+", "aBCd", re.IGNORECASE)
show("(?i)a(?-i:b)", "ab Ab aB")
show("(?i:a)b", "Ab aB")
show("^a|b$", "ab\nab")
show("^a|b$", "ab\nab", re.M)
show("a.b", "a\nb")
show("a.b", "a\nb", re.S)
show(r"(?x)a \  # comment" "\n b", "a b ab")
show(r"\w+", "aé b")
show(r"(?a)\w+", "aé b")
show("(?s).+", "a\nb")
print(int(re.compile("a", re.I).flags), re.compile("(?m)a").flags, re.compile(b"a").flags, int(re.I | re.M | re.S))
