# Patterns that can match in 2 ** 40 ways and do not: CPython never comes to an end.
import re

print(re.match("(a+)+b", "a" * 40))  # expect: None
print(re.match("(a|a)*c", "a" * 40))  # expect: None
print(re.search("(x+x+)+y", "x" * 60))  # expect: None
print(re.match("(a*)*b", "a" * 40))  # expect: None
print(re.sub("(?:a?){20}b", "-", "a" * 20 + "b"))  # expect: -
print(re.findall("(?:a|aa)+b", "a" * 60 + "b ab")[1])  # expect: ab
