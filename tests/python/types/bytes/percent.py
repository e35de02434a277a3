# The % operator of bytes.
print(b"%d %x %s %b %c%c %r" % (5, 255, b"ab", b"cd", 65, b"B", "q"), b"%5d|%-5s|%05.1f" % (1, b"x", 2.5), b"%%" % (), b"%(a)s" % {b"a": b"v"}, bytearray(b"%d") % 7)
try:
    b"%s" % "text"
except TypeError:
    print("TypeError")
