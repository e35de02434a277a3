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


StreamReader = Stream
StreamWriter = Stream


def _tls(s, ssl, **options):
    if ssl is True:
        import ssl as module

        ssl = module.SSLContext(module.PROTOCOL_TLS_SERVER if "server_side" in options else module.PROTOCOL_TLS_CLIENT)
    return ssl.wrap_socket(s, do_handshake_on_connect=False, **options)


# async
def open_connection(host, port, ssl=None, server_hostname=None):
    import errno
    import socket

    address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
    s = socket.socket(address[0], address[1], address[2])
    s.setblocking(False)
    try:
        s.connect(address[-1])
    except OSError as error:
        if error.errno != errno.EINPROGRESS:
            s.close()
            raise
    yield core._io_queue.queue_write(s)
    if ssl:
        s = _tls(s, ssl, server_hostname=server_hostname)
    stream = Stream(s)
    return stream, stream


class Server:
    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc, traceback):
        self.close()
        await self.wait_closed()

    # Stops listening; connections go on.
    def close(self):
        self._is_closing = core.cur_task is not self.task
        if self._is_closing:
            self.task.cancel()

    async def wait_closed(self):
        await self.task

    async def _serve(self, s, cb, ssl):
        self._is_closing = False
        try:
            while True:
                try:
                    await _readable(s)
                except core.CancelledError:
                    if self._is_closing:
                        return
                    raise
                try:
                    connection, address = s.accept()
                except OSError:
                    continue
                connection.setblocking(False)
                try:
                    if ssl:
                        connection = _tls(connection, ssl, server_side=True)
                except OSError as error:
                    core.sys.print_exception(error)
                    connection.close()
                    continue
                stream = Stream(connection, {"peername": address})
                core.create_task(cb(stream, stream))
        finally:
            s.close()


def _readable(s):
    yield core._io_queue.queue_read(s)


async def start_server(cb, host, port, backlog=5, ssl=None):
    import socket

    address = socket.getaddrinfo(host, port)[0][-1]
    s = socket.socket()
    s.setblocking(False)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(address)
    s.listen(backlog)
    server = Server()
    server.task = core.create_task(server._serve(s, cb, ssl))
    try:
        await core.sleep_ms(0)  # the task listens from here
    except core.CancelledError:
        server.task.cancel()
        raise
    return server
