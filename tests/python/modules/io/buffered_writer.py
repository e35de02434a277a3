# desktop only: the chip has no BufferedWriter, as MicroPython's chips have none
import io


class Slow(io.IOBase):
    """Takes two bytes at a time, and nothing while it is busy."""

    def __init__(self):
        self.taken = b""
        self.is_busy = False

    def write(self, data):
        if self.is_busy:
            return None
        self.taken += bytes(data[:2])
        return min(2, len(data))


slow = Slow()
writer = io.BufferedWriter(slow, 4)
print(writer.write(b"012"), slow.taken)  # expect: 3 b''
print(writer.write(b"345"), slow.taken)  # expect: 3 b'0123'
writer.flush()
print(slow.taken)  # expect: b'012345'
slow.is_busy = True
writer.write(b"67")
for _ in range(2):
    try:
        writer.flush()
    except OSError as error:
        print(error.errno)
# expect: 11
# expect: 11
slow.is_busy = False
writer.close()
print(slow.taken)  # expect: b'01234567'
try:
    io.BufferedWriter(slow, 0)
except ValueError as error:
    print(error)  # expect: invalid buffer size
