# A class derived from str.
class Name(str):
    def shout(self):
        return Name(self.upper() + "!")
n = Name("bob")
print(n, n.shout(), n + "x", n == "bob", hash(n) == hash("bob"), isinstance(n, str), type(n + "x") is str, len(n), n[0], n[1:], "o" in n)
n.age = 5
print(n.age, {"bob": 1}[n], repr(n), "%s" % n, f"{n:>5}", ",".join([n, n]), [c for c in n], n.replace("b", "c"), Name(5), Name())
print(type(n.strip()) is str, type(str(n)) is str, n.split("o"))
