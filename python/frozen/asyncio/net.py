# Connections. Not on the chip as long as that has no sockets: python/frozen/CMakeLists.txt.
from . import core
from .stream import Stream


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
