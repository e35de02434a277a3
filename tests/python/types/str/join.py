# join over every kind of iterable.
print(",".join(["a", "b", "c"]), "".join(("x", "y")), "-".join("abc"), ",".join([]), ",".join(["a"]), ", ".join(str(i) for i in range(5)))
print("\u20ac".join(["a", "\u00e4"]), "".join(["\u00e4"] * 3), ",".join({"k": 1}), " ".join(map(str, [1, 2.5, None])))
for items in ([1], ["a", 1], ["a", b"b"], 5):
    try:
        ",".join(items)
    except TypeError as e:
        print("TypeError")
