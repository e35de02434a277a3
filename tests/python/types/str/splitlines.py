# Every kind of line end.
for s in ("", "a", "a\n", "a\nb", "a\r\nb\r", "\n", "\n\n", "a\x0bb\x0cc\x1cd\x85e\u2028f", "\u3085\n\u00e4"):
    print(s.splitlines(), s.splitlines(True), s.splitlines(keepends=True))
