# The first start of a board: makes the filesystem and writes boot.py. Nothing that may be somebody's is ever formatted.
import vfs
from flashbdev import bdev


def check_bootsec():
    """Is there nothing where the filesystem is to be? A set-up that a power cut ended may have left something in the second block, and
    the vendor's firmware in the last five."""
    buf = bytearray(64)
    blank = b"\xff" * 64
    for offset in range(0, 4096, 64):
        bdev.readblocks(0, buf, offset)
        if buf != blank:
            return False
    for block in range(2, bdev.blocks - 5):
        bdev.readblocks(block, buf, 0)
        if buf != blank:
            return False
    return True


def setup(error=None):
    if not check_bootsec():
        print("The filesystem in flash cannot be mounted:", repr(error))
        print("To save its files: esptool read-flash, kinglet fs repair. To make a new one and lose them:")
        print("    import vfs, flashbdev; vfs.VfsLfs2.mkfs(flashbdev.bdev), then reset.")
        return
    print("Performing initial setup")
    vfs.VfsLfs2.mkfs(bdev)
    vfs.mount(bdev, "/")
    with open("boot.py", "w") as file:
        file.write("# Runs at every start, before main.py.\nimport gc\n# import webrepl\n# webrepl.start()\ngc.collect()\n")
