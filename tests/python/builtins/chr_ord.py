for n in (0, 65, 127, 128, 255, 256, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF):
    c = chr(n)
    print(n, ord(c) == n, len(c), len(c.encode()))
print(chr(97), ord("a"), ord("é"), ord(b"a"))
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: chr("a")):
    try:
        f()
        print("no error")
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
