# A class derived from io.IOBase is a stream by its readinto, write and ioctl, as in MicroPython.
import io


class Log(io.IOBase):
    def __init__(self):
        self.parts = []

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)


log = Log()
print("a", 1, file=log)
print(log.parts)  # expect: [b'a', b' ', b'1', b'\n']
print("x", file=log, end="", flush=True)
print(log.parts[-1])  # expect: b'x'


class Slow(io.IOBase):
    """Takes two bytes at a time."""

    def __init__(self):
        self.taken = b""

    def write(self, data):
        self.taken += bytes(data[:2])
        return min(2, len(data))


slow = Slow()
print("abcdefg", file=slow, end="")
print(slow.taken)  # expect: b'abcdefg'


class Liar(io.IOBase):
    def write(self, data):
        return len(data) + 1


class Full(io.IOBase):
    def write(self, data):
        return None


class Failing(io.IOBase):
    def write(self, data):
        raise KeyError("mine")


for stream in (Liar(), Full(), Failing()):
    try:
        print("text", file=stream)
    except OSError as error:
        print("OSError", error.errno)
    except KeyError as error:
        print("KeyError", error)
# expect: OSError 5
# expect: OSError 11
# expect: KeyError 'mine'

class Lines(io.IOBase):
    """Gives three bytes at a time."""

    def __init__(self, data):
        self.data = data
        self.is_closed = False

    def readinto(self, target):
        part = self.data[: min(3, len(target))]
        self.data = self.data[len(part) :]
        target[: len(part)] = part
        return len(part)

    def close(self):
        self.is_closed = True


with Lines(b"one\ntwo\nthree") as lines:
    print(lines.readline(), lines.read(2), list(lines))
# expect: b'one\n' b'tw' [b'o\n', b'three']
print(lines.is_closed, lines.read(), lines.flush())  # expect: True b'' None


class Negative(io.IOBase):
    def readinto(self, target):
        return -19


try:
    Negative().read(1)
except OSError as error:
    print(error.errno)  # expect: 19


class NoStream:
    pass


try:
    print("x", file=NoStream())
except (AttributeError, OSError):
    print("refused")  # expect: refused
