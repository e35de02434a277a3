# encode and decode.
s = "a\u00e4\u20ac\U0001f426"
print(s.encode(), s.encode("utf-8"), "abc".encode("ascii"), "\u00e4".encode("latin-1"), s.encode("ascii", "ignore"), s.encode("ascii", "replace"), s.encode("latin-1", "replace"))
print(s.encode().decode() == s, s.encode().decode("utf-8", "strict") == s, b"\xe4".decode("latin-1") == "\u00e4", "".encode(), b"".decode())
print(b"a\xc3b\xff".decode("utf-8", "replace"), b"a\xe2\x82b".decode("utf-8", "ignore"), b"\xf0\x9f\x90".decode("utf8", "replace"))
for b in (b"\xff", b"\xc3", b"\xc3\x28", b"\xe2\x82", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\x80"):
    try:
        print(b.decode())
    except UnicodeError:
        print("UnicodeError", b)
try:
    "\u20ac".encode("ascii")
except UnicodeError:
    print("UnicodeError")
for f in (lambda: "a".encode("no-such"), lambda: b"a".decode("no-such")):
    try:
        f()
    except LookupError as e:
        print("LookupError", e)
