# f-strings.
name, n, pi = "world", 42, 3.25
print(f"hello {name}")
print(f"{n:5d}|{n:<5}|{n:^6}|{n:05}|{n:x}|{n:#b}")
print(f"{pi:.1f} {pi:8.3f} {n:,}")
print(f"{name!r} {name!s:>8} {[1, 2]!r}")
print(f"{{braces}} {{{n}}}")
width = 7
print(f"{name:>{width}} {n:{width}d}")
print(f"{n + 1} {n * 2 if n else 0} {max(1, 2)} {name.upper()} {name[0]} { {'a': 1}['a'] }")
print(f"a" "b" f"{n}c")
print(f"{n=} {n + 1 = } {name=!s}")
print(f"{'nested ' + f'{n}'}")
print(f"""multi
{n}
line""")
print(f"{(lambda x: x * 2)(4)}")
print(rf"\n{n}", f"\t{n}")
