# VfsLfs2 on a block device that is written in Python: files, folders, times, errors, what the device raises.
import errno
import os
import vfs


class Ram:
    def __init__(self, count=24, size=256):
        self.size, self.data, self.answer = size, bytearray(b"\xff" * (count * size)), None

    def readblocks(self, block, buffer, offset=0):
        at = block * self.size + offset
        buffer[:] = self.data[at : at + len(buffer)]
        return self.answer

    def writeblocks(self, block, buffer, offset=0):
        at = block * self.size + offset
        self.data[at : at + len(buffer)] = buffer
        return self.answer

    def ioctl(self, request, argument):
        if request == 4:
            return len(self.data) // self.size
        if request == 5:
            return self.size
        if request == 6:
            self.data[argument * self.size : (argument + 1) * self.size] = b"\xff" * self.size
            return 0


def error_of(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return errno.errorcode.get(error.errno, error.errno)
    return None


ram = Ram()
print(error_of(vfs.VfsLfs2, ram))  # expect: 84
print(error_of(vfs.mount, ram, "/ram"))  # expect: ENODEV
vfs.VfsLfs2.mkfs(ram)
fs = vfs.VfsLfs2(ram, readsize=16, progsize=16, lookahead=16)
print(fs.statvfs("/"))  # expect: (256, 256, 24, 22, 22, 0, 0, 0, 0, 255)
with fs.open("/b.txt", "w") as file:
    print(file.write("text"))  # expect: 4
with fs.open("/a.bin", "wb") as file:
    print(sum(file.write(bytes(range(i, i + 100))) for i in range(10)))  # expect: 1000
fs.mkdir("folder")
print(list(fs.ilistdir()))  # expect: [('a.bin', 32768, 0, 1000), ('b.txt', 32768, 0, 4), ('folder', 16384, 0, 0)]
print(fs.stat("a.bin")[:7], fs.stat("folder")[0])  # expect: (32768, 0, 0, 0, 0, 0, 1000) 16384
with fs.open("a.bin", "r+b") as file:
    print(file.seek(-10, 2), file.write(b"end"), file.tell(), file.seek(0), len(file.read()))  # expect: 990 3 993 0 1000
    print(file.seek(985), file.read())  # expect: 985 b'^_`abendfghijkl'
fs.rename("b.txt", "folder/c.txt")
fs.chdir("folder")
print(fs.getcwd(), list(fs.ilistdir()), fs.stat("../a.bin")[6])  # expect: /folder [('c.txt', 32768, 0, 4)] 1000
fs.chdir("..")
print(fs.getcwd())  # expect: /
print(error_of(fs.rmdir, "folder"), error_of(fs.mkdir, "folder"), error_of(fs.open, "folder"))  # expect: 39 EEXIST EISDIR
print(error_of(fs.stat, "nothing"), error_of(fs.rename, "folder", "folder/inside"))  # expect: ENOENT EINVAL
fs.remove("/folder/c.txt")
fs.rmdir("folder")
print([entry[0] for entry in fs.ilistdir("/")])  # expect: ['a.bin']

vfs.mount(ram, "/ram")
with open("/ram/module_on_ram.py", "w") as file:
    file.write("print('imported', __name__)\n")
import sys

sys.path.append("/ram")
import module_on_ram  # expect: imported module_on_ram

print(os.listdir("/ram"))  # expect: ['a.bin', 'module_on_ram.py']
vfs.umount("/ram")

vfs.mount(vfs.VfsLfs2(ram), "/ram", readonly=True)
print(error_of(os.remove, "/ram/a.bin"), len(open("/ram/a.bin", "rb").read()))  # expect: 30 1000
vfs.umount("/ram")

# The device's own answers come through, and what it raises.
fs = vfs.VfsLfs2(ram)
ram.answer = -errno.EACCES
print(error_of(fs.open, "new", "w"))  # expect: EACCES
ram.answer = "nonsense"
try:
    fs.open("new", "w")
except TypeError as error:
    print("TypeError")  # expect: TypeError
ram.answer = None
print(list(fs.ilistdir()))  # expect: [('a.bin', 32768, 0, 1000), ('module_on_ram.py', 32768, 0, 28)]

# A full disk: what was there stays.
print(error_of(lambda: fs.open("big", "w").write("x" * 6000)))  # expect: 28
fs = vfs.VfsLfs2(ram)
print(len(fs.open("a.bin", "rb").read()))  # expect: 1000
wrong = ({"readsize": 0}, {"progsize": 100}, {"lookahead": -1})
print([error_of(lambda: vfs.VfsLfs2(ram, **options)) for options in wrong])  # expect: ['EINVAL', 'EINVAL', 'EINVAL']
