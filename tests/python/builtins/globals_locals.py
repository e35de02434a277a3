value = 1
g = globals()
g["made"] = "through the dict"
print(made, g["value"], g is globals())
print(locals() is globals())
class C:
    a = 1
    names = sorted(k for k in locals() if not k.startswith("__"))
print(C.names)
def f():
    return globals()["value"]
value = 2
print(f(), g["__name__"])
