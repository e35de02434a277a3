# Upper and lower case, beyond ASCII too.
for s in ("hello World", "HELLO", "they're bill's", "", "123 abc", "\u00e4\u00d6\u00fc\u00df", "\u03b1\u0392\u03b3", "\u0436\u0417", "x1y2", "\u0151\u0170"):
    print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
