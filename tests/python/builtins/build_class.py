# __build_class__ takes the body of a class and nothing else.
for body in (None, 5, len, type):
    try:
        __build_class__(body, "A")
        print("built")
    except TypeError:
        print("TypeError")
