# desktop only: the chip has no sockets yet
# open_connection and start_server, over a module socket of the test's own.
import asyncio
import errno
import io
import sys


class Socket(io.IOBase):
    listening = {}

    def __init__(self, *kind):
        self.received = b""
        self.peer = None
        self.waiting = []
        self.is_closed = False

    def ioctl(self, request, argument):
        if request != 3:
            return 0 if request == 4 else -1
        is_readable = self.received or self.waiting or (self.peer and self.peer.is_closed)
        return argument & (5 if is_readable else 4)

    def setblocking(self, flag):
        pass

    def setsockopt(self, *option):
        pass

    def bind(self, address):
        Socket.listening[address] = self

    def listen(self, backlog):
        pass

    def connect(self, address):
        self.peer = Socket()
        self.peer.peer = self
        Socket.listening[address].waiting.append(self.peer)
        raise OSError(errno.EINPROGRESS)

    def accept(self):
        return self.waiting.pop(0), ("1.2.3.4", 5)

    def read(self, n=-1):
        if not self.received:
            return b"" if self.peer.is_closed else None
        n = len(self.received) if n < 0 else n
        data, self.received = self.received[:n], self.received[n:]
        return data

    def readline(self):
        return self.read(self.received.find(b"\n") + 1 or -1)

    def write(self, data):
        self.peer.received += bytes(data)
        return len(data)

    def close(self):
        self.is_closed = True


class socket:
    socket = Socket
    SOCK_STREAM = SOL_SOCKET = 1
    SO_REUSEADDR = 2

    @staticmethod
    def getaddrinfo(host, port, *hints):
        return [(2, 1, 0, "", (host, port))]


sys.modules["socket"] = socket


async def echo(reader, writer):
    print("from", reader.get_extra_info("peername"))
    try:
        writer.write(b"echo " + await reader.readline())
        await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()


async def main():
    server = await asyncio.start_server(echo, "host", 80)
    for i in range(2):
        reader, writer = await asyncio.open_connection("host", 80)
        writer.write(b"hello %d\n" % i)
        await writer.drain()
        print(await reader.readline(), await reader.read())
    async with server:
        pass
    print(Socket.listening["host", 80].is_closed)


# A server's task that an exception ends leaves its client waiting: the time limit ends that.
asyncio.run(asyncio.wait_for(main(), 10))
# expect: from ('1.2.3.4', 5)
# expect: b'echo hello 0\n' b''
# expect: from ('1.2.3.4', 5)
# expect: b'echo hello 1\n' b''
# expect: True
