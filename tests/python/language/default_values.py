# Defaults are evaluated once, at the definition.
def now(value=print("evaluated")):
    return value

now(); now()

def collect(x, into=[]):
    into.append(x)
    return into

print(collect(1))
print(collect(2))
print(collect(3, []))
print(collect(4))
n = 1
def late(x=n):
    return x
n = 2
print(late(), late(5))
