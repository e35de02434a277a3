# The mini-language for strs, and f-strings.
s = "abc"
print(f"{s}|{s:5}|{s:>5}|{s:^6}|{s:*<6}|{s:.2}|{s:5.1}|{s:s}|{s!r:>7}|{s:05}|{s:\u20ac^7}|")
w = 8
t = "\u00e4\u20ac"
print(f"{t:>{w}}|{t:.1}|{t:<4}|{'x' + 'y':>{w - 2}}|{s[0]}{s[-1]!r}|{{}}|{3 + 4}|{[1, 2]}|{ {'a': 1}['a'] }|")
for spec in ("d", "+", "=5", ",", "#", "x", "10.5q"):
    try:
        print(format(s, spec))
    except ValueError as e:
        print("ValueError")
print(format(None, ""), format([1], ""), format((1, 2)))
try:
    format([1], "5")
except TypeError:
    print("TypeError")
