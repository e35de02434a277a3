# A field or a text that no memory could hold is a MemoryError, at once.
cases = (
    lambda: format(5, "999999999"),
    lambda: "%199999999d" % 5,
    lambda: "%.199999999f" % 1.5,
    lambda: "{:\u20ac>999999999}".format("a"),
    lambda: "ab".center(10 ** 9),
    lambda: "ab" * 10 ** 9,
    lambda: "a".zfill(10 ** 9),
    lambda: "\t".expandtabs(10 ** 9),
)
errors = 0
for case in cases:
    try:
        case()
    except MemoryError:
        errors += 1
print(errors == len(cases))  # expect: True
errors = 0
for spec in ("9999999999", ".9999999999f", "99999999999999999999"):
    try:
        format(5, spec)
    except ValueError:
        errors += 1
print(errors)  # expect: 3
