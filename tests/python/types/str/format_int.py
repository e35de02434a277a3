# The mini-language for ints.
for n in (0, 7, -7, 42, 255, 123456789, -123456789, 2 ** 70):
    print(f"{n} {n:d} {n:5d}| {n:<5}| {n:^7}| {n:>7}| {n:=+7}| {n:+} {n: } {n:-} {n:x} {n:X} {n:#x} {n:#X} {n:o} {n:#o} {n:b} {n:#b}")
    print(f"{n:08} {n:+08} {n:#010x} {n:,} {n:_} {n:_x} {n:_b} {n:020,} {n:*>12} {n:*<12} {n:*^12} {n:*=+12} {n:n}")
    for w in range(1, 16):
        print(format(n, "0" + str(w) + ","), end=" ")
    print()
print(f"{65:c}{8364:c} {5:e} {5:.2f} {5:%} {5:g} {True} {True:d} {True:5} {5:\u20ac>4}")
for spec in ("s", ".2", "q", "5.", ",x", "+c", "5 ", ",_"):
    try:
        print(format(5, spec))
    except ValueError as e:
        print("ValueError")
