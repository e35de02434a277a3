# The methods that bytes shares with str.
b = b"the cat and the hat"
print(b.find(b"cat"), b.find(99), b.rfind(b"the"), b.index(b"and"), b.count(b"the"), b.count(116), b.startswith(b"the"), b.endswith((b"x", b"hat")), b.replace(b"the", b"a"), b.replace(b"a", b"", 1))
print(b.split(), b.split(b"a"), b.rsplit(None, 1), b.split(b" ", 2), b.partition(b"and"), b.rpartition(b"the"), b",".join([b"a", b"b", bytearray(b"c")]), b"a\nb\r\nc".splitlines(), b"a\x0bb".splitlines())
print(b"  x ".strip(), b"xxaxx".strip(b"x"), b" a".lstrip(), b"a ".rstrip(), b"ab".center(6, b"-"), b"ab".ljust(4), b"ab".rjust(4, b"0"), b"-5".zfill(4), b"a\tb".expandtabs(4))
print(b"Hello".upper(), b"Hello".lower(), b"hello world".title(), b"hELLO".capitalize(), b"Hello".swapcase(), b"\xe4A".lower(), b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"AB".isupper(), b"ab".islower(), b"Ab".istitle(), b"\xe4".isalpha(), b"\xe4".isascii())
print(b"prefix-x".removeprefix(b"prefix-"), b"x.gz".removesuffix(b".gz"))
try:
    b.index(b"zzz")
except ValueError as e:
    print("ValueError", e)
try:
    b.find("a")
except TypeError:
    print("TypeError")
