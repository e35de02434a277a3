# split and rsplit, with and without separator and limit.
for s in ("a b  c", "  a  b ", "", "   ", "abc", "\ta\nb\r\nc\x0bd\x0ce", "\u00e4\u00a0b\u2003c"):
    print(s.split(), s.rsplit(), s.split(None, 1), s.rsplit(None, 1), s.split(maxsplit=0), s.rsplit(maxsplit=0))
for s in ("a,b,,c", "", ",", "abc", ",a,", "a,b", "\u00e4,\u20ac"):
    print(s.split(","), s.rsplit(","), s.split(",", 1), s.rsplit(",", 1), s.split(",", maxsplit=2), s.split(",,"))
print("a--b--c".split("--"), "a--b--c".rsplit("--", 1), "aaa".split("aa"), "aaa".rsplit("aa"), "a b c".split(" ", 0), "1 2 3".split(sep=" "))
for f in (lambda: "a".split(""), lambda: "a".rsplit("")):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
