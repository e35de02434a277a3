# s[i] counts characters, from either end.
s = "hello"
t = "a\u00e4\u20ac\U0001f426z"
print(s[0], s[4], s[-1], s[-5], t[0], t[1], t[2], t[3], t[4], t[-1], t[-2], t[-5], len(s), len(t), len(""))
for f in (lambda: s[5], lambda: s[-6], lambda: t[5], lambda: ""[0]):
    try:
        f()
    except IndexError as e:
        print("IndexError", e)
try:
    s["a"]
except TypeError:
    print("TypeError")
