# and and or give one of their operands, and do not evaluate what is not needed.
def show(x):
    print("eval", repr(x))
    return x

print(show(0) or show("a") or show("b"))
print(show(1) and show([]) and show(2))
print(not show(""), not show("x"))
print(0 or None, 1 and 2 or 3, None and 1 or "end")
print((1 and 0) or (2 and 3))
a = None
print(a and a.attribute)
