# The names that streams had in older versions.
import asyncio
import io


class Sink(io.IOBase):
    def __init__(self):
        self.got = b""

    def write(self, data):
        self.got += bytes(data)
        return len(data)

    def ioctl(self, request, argument):
        return argument if request == 3 else 0


async def main():
    sink = Sink()
    writer = asyncio.StreamWriter(sink)
    await writer.awrite(b"whole,")
    await writer.awrite(b"a part", 2)
    await writer.awrite(b",some of it", 1, 4)
    await writer.awritestr(b"!")
    await writer.aclose()
    print(sink.got)  # expect: b'whole,partsome!'


asyncio.run(main())
