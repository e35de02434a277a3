# desktop only: the chip leaves these names out
# subn, escape, and the flags that can stand in the pattern too.
import re

print(re.subn("é", "e", "été"), re.compile("a").subn("b", "aaa", 2), re.subn("x", "", "abc"))
everything = "".join(map(chr, range(128)))
print(re.escape(everything), re.fullmatch(re.escape(everything), everything).end(), re.escape(b"1+1"), re.escape("é"))
print(re.findall(r"\w # letters" "\n +", "aé b", re.X | re.A), int(re.ASCII | re.VERBOSE))
print(type(re.compile("a")) is re.Pattern, type(re.match("a", "a")) is re.Match)
