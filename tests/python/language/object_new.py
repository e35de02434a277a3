# object.__new__ makes instances of classes, not of the builtin types.
class Plain:
    def __init__(self):
        print("not called")


print(isinstance(object.__new__(Plain), Plain), type(object.__new__(object)))
for wrong in (int, list, 1, "text"):
    try:
        object.__new__(wrong)
    except TypeError:
        print("TypeError")
print(int.__new__(int, "7"), tuple.__new__(tuple, (1, 2)))
