# Streams that can be awaited, over whatever select.poll can wait for.
from . import core


class Stream:
    def __init__(self, s, e={}):
        self.s = s
        self.e = e
        self.out_buf = b""

    def get_extra_info(self, name):
        return self.e[name]

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc, traceback):
        self.close()

    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()

    # async; a negative n: until the end
    def read(self, n=-1):
        data = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            part = self.s.read(n)
            if part is None:
                continue
            data = data + part if data else part
            if n >= 0 or not part:
                return data

    # async
    def readinto(self, buf):
        yield core._io_queue.queue_read(self.s)
        return self.s.readinto(buf)

    # async
    def readexactly(self, n):
        data = b""
        while n:
            yield core._io_queue.queue_read(self.s)
            part = self.s.read(n)
            if part is None:
                continue
            if not part:
                raise EOFError
            data = data + part if data else part
            n -= len(part)
        return data

    # async
    def readline(self):
        line = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            part = self.s.readline()
            if part is None:
                continue
            line = line + part if line else part
            if not part or line[-1] == 10:
                return line

    # What can be written at once is; the rest waits for drain().
    def write(self, buf):
        if not self.out_buf:
            written = self.s.write(buf)
            if written == len(buf):
                return
            if written:
                buf = buf[written:]
        elif not isinstance(buf, bytes):
            buf = bytes(buf)
        self.out_buf = self.out_buf + buf if self.out_buf else bytes(buf) if not isinstance(buf, bytes) else buf

    # async
    def drain(self):
        if not self.out_buf:
            return (yield from core.sleep_ms(0))
        data = memoryview(self.out_buf)
        sent = 0
        try:
            while sent < len(data):
                yield core._io_queue.queue_write(self.s)
                written = self.s.write(data[sent:])
                if written is not None:
                    sent += written
        finally:
            self.out_buf = self.out_buf[sent:]

    # The names of older versions.
    aclose = wait_closed

    # async
    def awrite(self, buf, off=0, sz=-1):
        self.write(buf[off : off + sz if sz >= 0 else None])
        yield from self.drain()

    awritestr = awrite


stream_awrite = Stream.awrite
StreamReader = Stream
StreamWriter = Stream
