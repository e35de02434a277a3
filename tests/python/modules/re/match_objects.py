# What a match tells.
import re

m = re.match(r"(?P<first>\w+) (\w+)?(-)?", "hello world")
print(m, m.group(), m.group(1), m.group(0, 2, 3), m["first"], m[2])
print(m.groups(), m.groups("?"), m.groupdict())
print(m.start(), m.end(2), m.span(3), m.span("first"))
print(m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.re.pattern)
print(m.expand(r"\2 \g<first>\n"))
for key in (4, -1, "x"):
    try:
        m.group(key)
    except IndexError:
        print("no", key)
m = re.search("é+(.)", "caféé!")
print(m.span(), m.span(1), m.group(1), re.compile("b").search("éb", 1).span())
p = re.compile("(a)(?P<n>b)")
print(p, p.groups, dict(p.groupindex), p.flags)
for t in re.finditer(r"(?P<number>\d+)|(?P<name>[a-z]+)", "12 ab 3"):
    print(t.lastgroup, t.group())
m = re.match(b"(b)", bytearray(b"bc"))
print(m.group(), m.span())
