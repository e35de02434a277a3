# startswith, endswith, removeprefix, removesuffix.
s = "filename.tar.gz"
print(s.startswith("file"), s.startswith("name"), s.startswith("name", 4), s.startswith("name", 4, 7), s.startswith(("a", "f")), s.startswith(()), s.startswith(""), s.startswith("", 50))
print(s.endswith("gz"), s.endswith("tar"), s.endswith("tar", 0, -3), s.endswith(("zip", "gz")), s.endswith(""))
print(s.removeprefix("file"), s.removeprefix("x"), s.removesuffix(".gz"), s.removesuffix("x"), s.removesuffix(""), "\u00e4b".removeprefix("\u00e4"))
