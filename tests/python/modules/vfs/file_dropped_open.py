# A file on a block device written in Python that nobody closes: what was written into it arrives after a collection.
import gc
import vfs


class Ram:
    data = bytearray(b"\xff" * 24 * 256)

    def readblocks(self, block, buffer, offset=0):
        at = block * 256 + offset
        buffer[:] = self.data[at : at + len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        at = block * 256 + offset
        self.data[at : at + len(buffer)] = buffer

    def ioctl(self, request, argument):
        if request == 4:
            return 24
        if request == 5:
            return 256
        if request == 6:
            self.data[argument * 256 : argument * 256 + 256] = b"\xff" * 256
            return 0


ram = Ram()
vfs.VfsLfs2.mkfs(ram)
fs = vfs.VfsLfs2(ram, readsize=16, progsize=16)


def write(number):
    fs.open("file%d" % number, "w").write("text %d" % number)


for number in range(5):
    write(number)
gc.collect()
gc.collect()
# The last one may still be found on the stack of C.
print([fs.open("file%d" % number).read() for number in range(4)])  # expect: ['text 0', 'text 1', 'text 2', 'text 3']
