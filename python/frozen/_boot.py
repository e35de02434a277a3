# What a board does first, before boot.py: the filesystem in its flash.
import sys
import vfs
from flashbdev import bdev

try:
    vfs.mount(bdev, "/")
except Exception as error:
    import inisetup

    inisetup.setup(error)
del sys.modules["_boot"]
