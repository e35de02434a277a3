# What is no pattern, and what is no text for one.
import re

for pattern in ("(", ")", "*", "a**", "[", "[b-a]", "a{2,1}", "\\", r"\q", "(?", "(?z)", "(?P<1>a)", "(?P=x)", r"\1", "(?<=a+)b", "(?P<a>)(?P<a>)", "x(?i)"):
    try:
        re.compile(pattern)
        print("compiled", pattern)
    except re.error as e:
        print(type(e).__name__ in ("error", "ValueError"), str(e).split(" at ")[-1] if pattern in ("(", ")", "a**", "[") else "")
for pattern, text in (("a", b"a"), (b"a", "a"), ("a", 1), (1, "a")):
    try:
        re.match(pattern, text)
    except TypeError:
        print("TypeError")
try:
    re.compile("(" * 5000 + ")" * 5000)
except RuntimeError:
    print("too deep")
deep = "(?:" * 15 + "a" + ")*" * 15
print(re.fullmatch(deep, "aaa").span())
print(len(re.match(".*?b", "a" * 3000 + "b").group()), re.match("(?:a|b)*c", "ab" * 200))
