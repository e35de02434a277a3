# What patterns match, and where.
import re


def show(pattern, text, flags=0):
    m = re.search(pattern, text, flags)
    print(pattern, m and (m.span(), m.groups()))


for pattern in ("a", "a*", "b+", "a?b", "^b", "b$", "a|b", "(a)(b)?", "[^a]", "a{2}", "a{1,}b", "a{,2}b", "a{x", "c"):
    show(pattern, "aab")
for pattern in (r"\d+", r"\D+", r"\w+", r"\s", r"\S+$", r"[\d.]+", r"\bb", r"\Bc", r"\Aab", r"\.\d\Z", r"[a\]-]", r"\x31|\t"):
    show(pattern, "abc b 12.5")
show("(a*)*", "aab")
show("(a|b)*?c", "abac")
show("(?:ab){2,3}?", "abababab")
show("(a{1,2}){2}", "aaa")
show("((a)|b)*", "abab")
show("(.)(.)?(.)?", "xy")
show(r"(a+)-\1", "aa-a aa-aa")
show(r"(?P<x>\w)(?P=x)", "abccd")
show("a(?=b)", "acab")
show("a(?!c)", "acab")
show("(?<=a)b", "bab")
show("(?<!a)b", "abb")
show("(?>a+)b", "aaab")
show("a++b", "aab")
show("(?#nothing)a", "a")
p = re.compile("^b|c")
print(p.match("abc", 1), p.search("abc", 1).span(), p.search("abc", 0, 2), p.match("b").span())
print(re.fullmatch("a|ab", "ab").span(), re.fullmatch("a", "ab"))
