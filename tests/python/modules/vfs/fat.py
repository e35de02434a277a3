# VfsFat on a block device that is written in Python: both forms of the protocol, files, folders, names, errors, mounting.
import errno
import os
import vfs


class Ram:
    def __init__(self, count=60, size=512):
        self.size, self.data, self.answer = size, bytearray(count * size), None

    def readblocks(self, block, buffer):
        buffer[:] = self.data[block * self.size : block * self.size + len(buffer)]
        return self.answer

    def writeblocks(self, block, buffer):
        self.data[block * self.size : block * self.size + len(buffer)] = buffer
        return self.answer

    def ioctl(self, request, argument):
        if request == 4:
            return len(self.data) // self.size
        if request == 5:
            return self.size


class Oldest:
    def __init__(self, ram):
        self.readblocks, self.writeblocks, self.synced = ram.readblocks, ram.writeblocks, 0

    def count(self):
        return 60

    def sync(self):
        self.synced += 1


def error_of(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return errno.errorcode.get(error.errno, error.errno)
    return None


ram = Ram()
print(error_of(vfs.VfsFat, ram), error_of(vfs.mount, ram, "/ram"))  # expect: ENODEV ENODEV
vfs.VfsFat.mkfs(ram)
fs = vfs.VfsFat(ram)
print(fs.statvfs("/"))  # expect: (512, 512, 26, 26, 26, 0, 0, 0, 0, 255)
with fs.open("/A long name.txt", "w") as file:
    print(file.write("text"))  # expect: 4
with fs.open("b.bin", "wb") as file:
    print(sum(file.write(bytes(range(i, i + 100))) for i in range(10)))  # expect: 1000
fs.mkdir("folder")
print(list(fs.ilistdir()))  # expect: [('A long name.txt', 32768, 0, 4), ('b.bin', 32768, 0, 1000), ('folder', 16384, 0, 0)]
print(fs.open("a LONG name.TXT").read(), fs.stat("B.BIN")[6], fs.stat("b.bin")[8] >= 0)  # expect: text 1000 True
fs.rename("b.bin", "folder/c")
fs.chdir("folder")
print(fs.getcwd(), list(fs.ilistdir()))  # expect: /folder [('c', 32768, 0, 1000)]
fs.chdir("..")
print(error_of(fs.rmdir, "folder"), error_of(fs.open, "folder"), error_of(fs.open, "a?", "w"))  # expect: EACCES EISDIR EINVAL
print(error_of(fs.chdir, "none"), error_of(fs.rename, "folder", "folder/x"), error_of(fs.remove, "none"))  # expect: ENOENT EINVAL ENOENT
ram.answer = -19
print(error_of(fs.open, "folder/c"))  # expect: ENODEV
ram.answer = 7
print(error_of(fs.open, "folder/c"))  # expect: EIO
ram.answer = None
vfs.mount(ram, "/ram")
print(os.listdir("/ram"), os.stat("/ram/folder/c")[6])  # expect: ['A long name.txt', 'folder'] 1000
vfs.umount("/ram")

oldest = Oldest(ram)
fs = vfs.VfsFat(oldest)
with fs.open("new", "w") as file:
    file.write("x" * 600)
print(fs.open("new").read() == "x" * 600, oldest.synced > 0)  # expect: True True
print(error_of(vfs.VfsFat.mkfs, Ram(20)))  # expect: EINVAL
