from array import array

a = array("h", [1, -2])
print(bytes(a), bytearray(a), b"<" + a, bytes(array("I", [1])), array("B", [49]) in b"012", b"01" == array("B", [48, 49]))
b = bytearray(b"-")
b += a
b.extend(array("b", [5]))
b[0:1] = array("H", [258])
print(b, b"".join([a, b"!"]), array("B", b"ab") == array("b", [97, 98]))
