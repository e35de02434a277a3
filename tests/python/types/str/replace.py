# replace, with a limit, with the empty text.
s = "abcabcabc"
print(s.replace("a", "x"), s.replace("abc", ""), s.replace("b", "BB", 2), s.replace("x", "y"), s.replace("a", "x", 0), s.replace("c", "", -1))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("a", "x"), "aaaa".replace("aa", "b"), "\u00e4b\u00e4".replace("\u00e4", "ae"), "\u00e4b".replace("", "."))
