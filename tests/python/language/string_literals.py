# Escapes, prefixes, joining of neighbours, triple quotes.
print("tab\tnewline\\n quote\" 'single'", 'a\'b')
print("\x41\u00e9\U0001F600", len("\U0001F600"))
print("\101\60", "\0" == chr(0), len("a\0b"))
print(r"raw\n\t", len(r"\n"))
print("joined " "together" ' here')
print("""three
lines
here""")
print('''it's "fine"''')
print("continued \
line")
print(b"bytes\x00\xff", b'a' b'b', rb"\n")
print("", '' "", len(""))
print(("a"
       "b"))
