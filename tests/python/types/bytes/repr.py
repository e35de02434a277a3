# Escapes and quotes.
print(bytes(range(256)))
print(b"it's", b'say "x"', b"both ' and \"", b"\\", b"", [b"a"], bytearray(b"say\n"), str(b"x"), repr(b"\t\r\n\x7f"))
