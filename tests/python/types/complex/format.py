# complex.__format__
for number in (1 + 2j, 2j, -0.5 - 0.25j, 0j, complex(-0.0, 1), complex(3, -0.0), 1024 + 0.5j):
    for spec in ("", "f", ".2f", "e", "g", "G", ".3", "20", "<20", "^20.1f", "*>30", "+", "+.1f", " ", "#g", ",", ",.2f", "_", "n", "g"):
        print(spec, format(number, spec))
for spec in ("010", "=10", "d", "x", "s", "%", "b"):
    try:
        print(format(1 + 2j, spec))
    except ValueError as error:
        print(spec, "ValueError")
print(f"{1j:.1f} {1 + 1j:>12}", "{:.1e}".format(2j))
