from array import array

a = array("B", b"gr\xc3\xbcn")
s = str(a, "utf-8")
a[0] = 0x47
print(s, str(memoryview(a)[:2], "ascii"), str(bytearray(b"x"), "utf-8"))
for source in (5, "text", [65]):
    try:
        str(source, "utf-8")
    except TypeError:
        print("TypeError")
