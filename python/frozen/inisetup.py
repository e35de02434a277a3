# The first start of a board: makes the filesystem and writes boot.py. Nothing that may be somebody's is ever formatted.
import vfs
from flashbdev import bdev


def check_bootsec():
    """Is the first block of the filesystem's part of the flash empty?"""
    buf = bytearray(256)
    for offset in range(0, 4096, 256):
        bdev.readblocks(0, buf, offset)
        if buf != b"\xff" * 256:
            return False
    return True


def setup(error=None):
    if not check_bootsec():
        print("The filesystem in flash cannot be mounted:", repr(error))
        print("To look at it: vfs.VfsLfs2(flashbdev.bdev). To make a new one and lose all files:")
        print("    import vfs, flashbdev; vfs.VfsLfs2.mkfs(flashbdev.bdev), then reset.")
        return
    print("Performing initial setup")
    vfs.VfsLfs2.mkfs(bdev)
    vfs.mount(bdev, "/")
    with open("boot.py", "w") as file:
        file.write("# Runs at every start, before main.py.\nimport gc\n# import webrepl\n# webrepl.start()\ngc.collect()\n")
