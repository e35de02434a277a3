# Streams over whatever can be polled; a flag that an interrupt may set.
import asyncio
import io
import micropython


class Pipe(io.IOBase):
    def __init__(self, step):
        self.data = b""
        self.step = step
        self.is_closed = False

    def ioctl(self, request, argument):
        if request == 3:
            return argument & (5 if self.data or self.is_closed else 4)
        return 0 if request == 4 else -1

    def readinto(self, buffer):
        n = min(len(buffer), len(self.data), self.step)
        if n == 0 and not self.is_closed:
            return None
        buffer[:n] = self.data[:n]
        self.data = self.data[n:]
        return n

    def read(self, n=-1):
        n = len(self.data) if n < 0 else n
        buffer = bytearray(n)
        n = self.readinto(buffer)
        return None if n is None else bytes(buffer[:n])

    def readline(self):
        end = self.data.find(b"\n") + 1
        return self.read(end if end else self.step)

    def write(self, data):
        n = min(len(data), self.step)
        self.data += bytes(data[:n])
        return n


async def writer(pipe):
    stream = asyncio.StreamWriter(pipe, {"name": "pipe"})
    print(stream.get_extra_info("name"))
    stream.write(b"first line\nsecond")
    await asyncio.sleep_ms(5)
    await stream.drain()
    stream.write(bytearray(b" line\n0123456789abcdef"))
    await stream.drain()
    await asyncio.sleep_ms(2)
    pipe.is_closed = True


async def reader(pipe):
    stream = asyncio.StreamReader(pipe)
    print(await stream.readline())
    print(await stream.readline())
    print(await stream.readexactly(10))
    buffer = bytearray(4)
    print(await stream.readinto(buffer), buffer)
    print(await stream.read(-1))
    try:
        await stream.readexactly(1)
    except EOFError:
        print("EOFError")


async def main():
    pipe = Pipe(5)
    await asyncio.gather(reader(pipe), writer(pipe))
    flag = asyncio.ThreadSafeFlag()
    micropython.schedule(lambda f: f.set(), flag)
    await flag.wait()
    print("set")
    flag.set()
    flag.clear()
    try:
        await asyncio.wait_for_ms(flag.wait(), 5)
    except asyncio.TimeoutError:
        print("cleared")
    # What waits for a stream can be cancelled, and the stream waited for again.
    task = asyncio.create_task(reader(Pipe(1)))
    await asyncio.sleep_ms(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    flag.set()
    await flag.wait()
    print(asyncio.core._io_queue.map)


asyncio.run(main())
# expect: pipe
# expect: b'first line\n'
# expect: b'second line\n'
# expect: b'0123456789'
# expect: 4 bytearray(b'abcd')
# expect: b'ef'
# expect: EOFError
# expect: set
# expect: cleared
# expect: cancelled
# expect: {}
