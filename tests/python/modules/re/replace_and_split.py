# findall, sub and split.
import re

print(re.findall("a|", "aab"), re.findall("(a)(b)?", "aba"), re.findall("a(.)", "abac"))
print(re.sub("x*", "-", "abxd"), re.sub("b+", "", "abbbcb"), re.sub("a", "b", "aaa", count=2))
print(re.sub(r"(\w)(\w)", r"\2\1", "abcde"), re.sub("(?P<n>.)", r"[\g<n>\g<0>]\t\\", "ab"))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 22 x3"))
print(re.sub(b"a", b"\\\\", b"cat"), re.sub("(a)|b", r"<\1>", "ab"))
print(re.split(r"\s*,\s*", "a , b,c"), re.split("(-)|x", "a-bxc"), re.split("x*", "axbc"), re.split(" ", "a b c", maxsplit=1))
print(re.split("b", ""), re.split(b",", b"a,b"))
for replacement in (r"\2", r"\g<x>", r"\q", "\\"):
    try:
        re.sub("(a)", replacement, "a")
    except (re.error, IndexError):
        print("refused", replacement)
try:
    re.sub("a", lambda m: 1, "a")
except TypeError:
    print("TypeError")
print(re.sub("a", lambda m: re.sub("b", "c", "b"), "aa"))
