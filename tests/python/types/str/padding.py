# center, ljust, rjust, zfill, expandtabs.
for s in ("ab", "abc", "", "\u00e4\u20ac"):
    for w in (0, 2, 5, 6):
        print("[" + s.center(w) + "]", "[" + s.ljust(w) + "]", "[" + s.rjust(w, "*") + "]", "[" + s.center(w, "\u00b7") + "]", s.zfill(w))
print("-5".zfill(5), "+5".zfill(5), "--5".zfill(5), "a-".zfill(4))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "ab\t\tc".expandtabs(2), "a\tb".expandtabs(0), "a\n\tb".expandtabs(4), "a\tb".expandtabs(tabsize=3))
try:
    "a".center(5, "xy")
except TypeError:
    print("TypeError")
