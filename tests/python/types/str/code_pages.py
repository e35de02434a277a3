# desktop only: the tables of code pages are not in the image
for codec in ("cp1252", "windows-1252", "iso8859-15", "latin9"):
    text = bytes(range(256)).decode(codec, "replace")
    print(codec, ascii(text))
    print(text.replace("\ufffd", "").encode(codec))
try:
    b"\x81".decode("cp1252")
except UnicodeDecodeError as error:
    print(error)
try:
    "\u0416".encode("cp1252")
except UnicodeEncodeError as error:
    print(error)
