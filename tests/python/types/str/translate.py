# maketrans and translate.
t = str.maketrans("abc", "xyz")
print("aabbcc d".translate(t), "abc".translate(str.maketrans("a", "b", "c")), "abc".translate({97: None, 98: "BB", 99: 100}), "a\u00e4".translate({0xe4: "ae"}), "abc".translate(str.maketrans({"a": "1", "b": None})))
print(sorted(t.items()), "".translate(t))
try:
    str.maketrans("ab", "c")
except ValueError:
    print("ValueError")
