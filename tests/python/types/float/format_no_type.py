# A float with a precision but no conversion letter.
for x in (1.0, 1.5, 12.5, 100.0, 1000.0, 1e6, 0.5, 0.0078125, 0.0):
    print(format(x, ".1"), format(x, ".2"), format(x, ".3"), format(x, ".6"), format(x, "8.3"), format(x, "<8"), format(x, "=+8"))
