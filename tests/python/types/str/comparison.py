# Order is that of the characters' numbers.
words = ["b", "a", "", "ab", "B", "abc", "\u00e4", "z", "\u20ac", "\U0001f426", "a\u00e4"]
print(sorted(words))
for a in words:
    print([(a < b) + (a <= b) * 2 + (a == b) * 4 + (a != b) * 8 for b in words])
print("a" == 1, "a" != None, "a" == b"a")
try:
    "a" < 1
except TypeError:
    print("TypeError")
print("a" < "b" < "c", max("hello"), min("hello"), {"a": 1}["a"], "ab" == "a" + "b", hash("ab") == hash("a" + "b"))
