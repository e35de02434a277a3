import errno
print(errno.ENOENT, errno.EIO, errno.EEXIST, errno.EINVAL, errno.EPERM)
print(errno.errorcode[errno.ENOENT], errno.errorcode[17])
try:
    raise OSError(errno.EIO, "x")
except OSError as e:
    print(e.errno == errno.EIO, e.args)
