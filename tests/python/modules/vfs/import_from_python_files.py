# import from a filesystem that is written in Python: packages, errors in the middle of a file, what is closed.
import io
import sys
import vfs

FILES = {
    "/plain.py": b"value = 'plain'\nprint('in', __name__, __file__)",
    "/package/__init__.py": b"from . import part\nfrom .part import twice\n",
    "/package/part.py": b"def twice(n):\n    return n * 2\n",
    "/folder/module.py": b"from package.part import twice as double\n",
    "/wrong.py": b"x = 1\ny = (\n",
    "/failing.py": b"x = 1\n" * 200,
    "/old.mpy": b"M\x06",
    "/long.py": b"".join(b"name_%d = %d\n" % (i, i) for i in range(60)),
}
FOLDERS = ("/package", "/folder")


class File(io.IOBase):
    def __init__(self, path):
        self.data = FILES[path]
        self.path = path
        self.at = 0

    def readinto(self, target):
        if self.path == "/failing.py" and self.at > 100:
            raise OSError(5)
        part = self.data[self.at : self.at + min(len(target), 7)]
        target[: len(part)] = part
        self.at += len(part)
        return len(part)

    def ioctl(self, request, argument):
        if request == 4:
            closed.append(self.path)
            return 0
        return -22


class Fs:
    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        pass

    def stat(self, path):
        if path in FILES:
            return (0x8000,) + (0,) * 9
        if path in FOLDERS:
            return (0x4000,) + (0,) * 9
        raise OSError(2)

    def open(self, path, mode):
        return File(path)


closed = []
vfs.mount(Fs(), "/py")
sys.path.insert(0, "/py")

import plain  # expect: in plain /py/plain.py

print(plain.value, closed)  # expect: plain ['/plain.py']
import package

print(package.twice(4), package.part.__name__, package.__path__)  # expect: 8 package.part ['/py/package']
import folder.module

print(folder.module.double(5))  # expect: 10
import long

print(long.name_0 + long.name_59)  # expect: 59


def attempt(name):
    del closed[:]
    try:
        __import__(name)
        print("no error")
    except Exception as error:
        print(type(error).__name__, closed, name in sys.modules)


attempt("wrong")  # expect: SyntaxError ['/wrong.py'] False
attempt("failing")  # expect: OSError ['/failing.py'] False
attempt("old")  # expect: ValueError ['/old.mpy'] False
attempt("missing")  # expect: ImportError [] False
attempt("plain.part")  # expect: ImportError [] False
sys.path.pop(0)
vfs.umount("/py")
attempt("folder.other")  # expect: ImportError [] False
