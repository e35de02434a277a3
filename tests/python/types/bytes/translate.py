# translate() and maketrans() of bytes and bytearray
table = bytes.maketrans(b"abc", b"xyz")
print(len(table), table[97:100], bytearray.maketrans(b"", b"") == bytes(range(256)))
print(b"aabbccdd".translate(table), bytearray(b"abc").translate(table))
print(b"aabbccdd".translate(None, b"ac"), b"hello".translate(table, b"l"), b"hello".translate(None, delete=b"lo"))
print(b"\xff\x00".translate(bytes(reversed(range(256)))))
for call in (lambda: b"".translate(b"short"), lambda: bytes.maketrans(b"a", b""), lambda: b"".translate(5),
             lambda: b"".translate(), lambda: bytes.maketrans("a", "b")):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
