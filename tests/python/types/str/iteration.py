# Over characters, and everything built on that.
print(list("abc"), tuple("a\u00e4\u20ac\U0001f426"), [c for c in ""], set("aab") == {"a", "b"}, list(enumerate("ab")), list(zip("ab", "xy")), list(reversed("abc")), sorted("hello"))
it = iter("ab")
print(next(it), next(it), next(it, "end"), next(it, "end"))
a, *b = "hello"
print(a, b, "".join(reversed("a\u00e4b")), [ord(c) for c in "a\u20ac"], chr(8364), chr(97), ord("\U0001f426"))
