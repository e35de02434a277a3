# partition and rpartition.
for s in ("a=b=c", "abc", "=", "", "=a", "a="):
    print(s.partition("="), s.rpartition("="))
print("a::b::c".partition("::"), "a::b::c".rpartition("::"))
for f in (lambda: "a".partition(""), lambda: "a".rpartition("")):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
