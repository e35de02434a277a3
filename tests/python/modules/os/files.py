# desktop only: fileno(), and a folder of the desktop's own
import os

# Of its own: the same program may run twice at a time.
FOLDER = "kinglet_test_" + os.urandom(8).hex()


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except OSError as error:
        return "OSError %d" % error.errno


os.chdir("/tmp")
os.mkdir(FOLDER)
print(attempt(os.mkdir, FOLDER), attempt(os.rmdir, "no_such_folder"))
os.chdir(FOLDER)
print(os.getcwd().endswith(os.sep + FOLDER), os.listdir())

with open("a.txt", "w") as f:
    print(f.write("first\nsecond äöü\n"), f.fileno() > 2)
print(os.stat("a.txt")[6], oct(os.stat("a.txt")[0])[:4], os.listdir())
with open("a.txt") as f:
    print(f.readline(), end="")
    print([f.read(3), f.read(5)])
    print(f.tell(), repr(f.read()), repr(f.read()))
with open("a.txt", "rb") as f:
    print(list(f), f.seek(2), f.read(3), f.seek(-3, 2), f.read())
with open("a.txt", "a") as f:
    f.write("third")
with open("a.txt", "r+b") as f:
    print(f.read(2))
    f.write(b"XX")
    f.seek(0)
    print(f.read(8), f.read(1))
print(open("a.txt", encoding="utf-8").readlines())
target = bytearray(8)
with open("a.txt", "rb") as f:
    print(f.readinto(target), bytes(target))
    f.seek(0)
    print(len(f.read(1000)), f.read(1000))

print(attempt(open, "missing"), attempt(open, "a.txt", "x"), attempt(open, "."))
with open("b.txt", "x") as f:
    f.write("new")
os.rename("b.txt", "c.txt")
print(sorted(os.listdir(".")), attempt(os.remove, "b.txt"))
f = open("c.txt")
f.close()
f.close()
for use in (f.read, lambda: f.write("x"), lambda: f.seek(0), f.flush):
    try:
        use()
    except ValueError:
        print("ValueError")
for mode in ("", "rw", "q", "r+a"):
    try:
        open("c.txt", mode)
    except ValueError:
        print("ValueError")
with open("big", "wb") as f:
    for i in range(64):
        f.write(bytes(range(256)))
with open("big", "rb") as f:
    whole = f.read()
    print(len(whole), whole[513], f.read())
    f.seek(5)
    print(f.read(1), f.seek(500, 1), f.read(20) == whole[506:526], f.tell())
with open("bad", "wb") as f:
    f.write(b"ok\xff")
with open("bad") as f:
    try:
        f.read()
    except UnicodeError:
        print("UnicodeError")
for name in os.listdir():
    os.unlink(name)
os.chdir("..")
os.rmdir(FOLDER)
print(FOLDER in os.listdir(), attempt(os.stat, FOLDER))
print(type(os.urandom(5)), len(os.urandom(5)), os.urandom(0))
