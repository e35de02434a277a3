# Filesystems written in Python: which of them gets which path. What is mounted already is put aside, so that
# this runs on the desktop and on the chip.
import os
import vfs


class Fs:
    def __init__(self, name):
        self.name = name
        self.folder = "/"

    def say(self, *words):
        print(self.name, *words)

    def mount(self, readonly, mkfs):
        self.say("mount", readonly, mkfs)

    def umount(self):
        self.say("umount")

    def stat(self, path):
        self.say("stat", path)
        return (0x8000, 0, 0, 0, 0, 0, 5, 0, 0, 0)

    def chdir(self, path):
        self.say("chdir", path)
        self.folder = path

    def getcwd(self):
        return self.folder

    def ilistdir(self, path):
        self.say("ilistdir", path)
        return iter((("file", 0x8000, 0, 5),))

    def remove(self, path):
        self.say("remove", path)

    def rename(self, old, new):
        self.say("rename", old, new)

    def open(self, path, mode):
        self.say("open", path, mode)
        return path


for _, path in vfs.mount():
    vfs.umount(path)
os.chdir("/")
print(vfs.mount(), os.listdir(), os.getcwd())  # expect: [] [] /

a, b = Fs("a"), Fs("b")
vfs.mount(a, "/a", readonly=True)  # expect: a mount True False
vfs.mount(b, "/b/", mkfs=True)  # expect: b mount False True
print([(fs.name, path) for fs, path in vfs.mount()])  # expect: [('a', '/a'), ('b', '/b')]
print(os.listdir("/"))  # expect: ['a', 'b']
print(os.stat("/a/x")[6], os.stat("/")[0])
# expect: a stat /x
# expect: 5 16384
print(os.listdir("/b"))
# expect: b ilistdir /
# expect: ['file']
print(open("/a/deep/name"), open("b/x", "wb"))
# expect: a open /deep/name r
# expect: b open /x wb
# expect: /deep/name /x

os.chdir("/a/sub")  # expect: a chdir /sub
print(os.getcwd())  # expect: /a/sub
os.remove("here")  # expect: a remove here
os.rename("/b/1", "/b/2")  # expect: b rename /1 /2


def attempt(function, *arguments):
    try:
        function(*arguments)
        print("no error")
    except OSError as error:
        print(error.errno)


attempt(os.rename, "/a/1", "/b/2")  # expect: 1
attempt(os.mkdir, "/a")  # expect: 17
attempt(os.mkdir, "/")  # expect: 17
attempt(os.remove, "/nowhere/x")  # expect: 19
attempt(open, "/abc")  # expect: 19
attempt(os.chdir, "/nowhere")  # expect: 2
attempt(vfs.umount, "/nowhere")  # expect: 22
attempt(vfs.mount, Fs("c"), "relative")  # expect: 22
attempt(vfs.mount, Fs("c"), "/a")
# expect: c mount False False
# expect: 1
attempt(vfs.mount, object(), "/device")  # expect: 19

vfs.umount(a)  # expect: a umount
print(os.getcwd())  # expect: /
root = Fs("root")
vfs.mount(root, "/")  # expect: root mount False False
print(os.listdir("/"))
# expect: root ilistdir /
# expect: ['b', 'file']
os.stat("/bc")  # expect: root stat /bc
os.stat("bc/b")  # expect: root stat bc/b
os.stat("/b/")  # expect: b stat /
vfs.umount("/")  # expect: root umount
vfs.umount("/b")  # expect: b umount
for wrong in (5, None, "a\0b"):
    try:
        os.stat(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
# expect: TypeError
# expect: TypeError
# expect: ValueError
