# global and nonlocal.
count = 0

def bump():
    global count
    count += 1
    return count

print(bump(), bump(), count)

def make():
    global created
    created = "by make"

make()
print(created)

def outer():
    total = 0
    def add(n):
        nonlocal total
        total += n
        return total
    add(5)
    print(add(6), total)

outer()

def shadow():
    count = "local"
    print(count)

shadow()
print(count)
del created
try:
    created
except NameError:
    print("NameError")

def unbound():
    try:
        print(later)
    except NameError:
        print("not bound yet")
    later = 1

unbound()
