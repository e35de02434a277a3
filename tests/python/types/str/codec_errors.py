# What cannot be encoded or decoded, and what the error handlers make of it.
samples = [b"\xff", b"a\x80b", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xe2\x82(", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf0\x9f\x98",
           b"\xf4\x90\x80\x80", b"\xf8\x88", b"ok\xf0\x28\x8c\x28", b"\xc0\xaf"]
for sample in samples:
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        print(error, error.encoding, error.object == sample, error.start, error.end, error.reason)
    print([sample.decode("utf-8", how) for how in ("ignore", "replace", "backslashreplace")])
    try:
        sample.decode("ascii")
    except UnicodeError as error:
        print(type(error).__name__, error)

for text in ("\xe9", "a\u20acb", "\u20ac\u20ac", "x\U0001f600y"):
    for codec in ("ascii", "latin-1"):
        try:
            print(text.encode(codec))
        except UnicodeEncodeError as error:
            print(error, error.start, error.end)
        print([text.encode(codec, how) for how in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace")])

print(isinstance(UnicodeDecodeError("utf-8", b"a", 0, 1, "why"), ValueError))
print(UnicodeDecodeError("utf-8", b"\x01\x02", 0, 2, "why"))
try:
    b"a".decode("nonsense")
except LookupError as error:
    print(error)
