# The option z: what rounds to zero loses its sign (Python 3.11).
for number in (-0.0, -0.001, -0.25, 0.001, -1.0, -0.04):
    print(f"{number:z.1f} {number:z.0f} {number:z} {number:+z.1f} {number:z.1e} {number:z.1%} {number:z.2g}")
for value, spec in ((1, "zd"), ("a", "zs"), (5, "zx")):
    try:
        print(format(value, spec))
    except ValueError:
        print("ValueError")
print(format(5, "z.1f"))
