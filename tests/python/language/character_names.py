# \N{...}: the names that the chip knows too.
print("\N{LATIN SMALL LETTER A}\N{LATIN CAPITAL LETTER Z}\N{latin small letter q}", ascii("\N{EURO SIGN}\N{SNOWMAN}"))
print(ascii(f"\N{DEGREE SIGN}{1}\N{GREEK SMALL LETTER MU}"), rb"\N{X}", r"\N{X}", "\\N{X}")
for text in ("'\\N{NO SUCH CHARACTER}'", "'\\N{}'", "'\\N'", "'\\N{SNOWMAN'"):
    try:
        eval(text)
        print("accepted")
    except SyntaxError:
        print("SyntaxError")
