# Slices with any step, over ASCII and over other characters.
for s in ("abcdefghij", "a\u00e4b\u00f6\u20acc\U0001f426d\u00fce"):
    for i in (None, 0, 2, -3, 20, -20):
        for j in (None, 0, 5, -1, 20, -20):
            print(s[i:j], s[i:j:2], s[i:j:-1], s[i:j:-3], end="|")
        print()
print("abc"[:] is not None, ""[::-1], "x"[::-1], "abc"[::-1])
try:
    "abc"[::0]
except ValueError as e:
    print("ValueError", e)
