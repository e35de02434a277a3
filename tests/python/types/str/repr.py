# Quotes and escapes.
for s in ("plain", "it's", 'say "hi"', "both ' and \"", "back\\slash", "\n\r\t\0\x01\x1f\x7f", "\x80\xa0\xad\u00e4\u20ac\U0001f426\u2028\ufeff", "", "\u0438"):
    print(repr(s), str(s) == s, [s], ascii(s))
