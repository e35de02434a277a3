# + and *.
print("ab" + "cd", "" + "x", "x" + "", "\u00e4" + "b", "a" * 3, 3 * "ab", "x" * 0, "x" * -1, "\u20ac" * 2, "" * 10, "=" * True)
s = "a"
for i in range(10):
    s += str(i)
print(s, len(s * 100))
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: "a" + b"b"):
    try:
        f()
    except TypeError as e:
        print("TypeError")
