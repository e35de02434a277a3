#!/usr/bin/env python3
"""A small client of GDB's remote protocol.

  gdb_client.py PORT PACKET...     sends the packets, prints the answers; 'monitor TEXT' and 'interrupt' are understood
"""
import socket
import sys

WAIT_SECONDS = 120  # only a hang comes near


class Client:
    """One connection, without acknowledgements."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), WAIT_SECONDS)
        self.received = b""
        self.send(b"QStartNoAckMode")
        if self.answer() != "OK":
            raise RuntimeError("the other end is no GDB server")
        self.socket.sendall(b"+")

    def close(self):
        self.socket.close()

    def send(self, text):
        escaped = b"".join(bytes([0x7D, byte ^ 0x20]) if byte in b"#$}*" else bytes([byte]) for byte in text)
        self.socket.sendall(b"$%s#%02x" % (escaped, sum(escaped) & 255))

    def interrupt(self):
        self.socket.sendall(b"\x03")

    def answer(self):
        """The next packet's text; '+' between packets is passed over."""
        while True:
            start = self.received.find(b"$")
            end = self.received.find(b"#", start)
            if start >= 0 and 0 <= end <= len(self.received) - 3:
                text = self.received[start + 1:end]
                if sum(text) & 255 != int(self.received[end + 1:end + 3], 16):
                    raise RuntimeError(f"a wrong checksum: {self.received!r}")
                self.received = self.received[end + 3:]
                return unescaped(text).decode("latin-1")
            data = self.socket.recv(4096)
            if not data:
                raise EOFError("the other end has hung up")
            self.received += data

    def ask(self, text):
        self.send(text if isinstance(text, bytes) else text.encode())
        return self.answer()

    def monitor(self, text):
        return bytes.fromhex(self.ask("qRcmd," + text.encode().hex())).decode()

    def register(self, number):
        return int.from_bytes(bytes.fromhex(self.ask(f"p{number:x}")), "little")

    @property
    def pc(self):
        return self.register(0x20)

    def memory(self, address, size):
        return bytes.fromhex(self.ask(f"m{address:x},{size:x}"))


def unescaped(text):
    parts = text.split(b"}")
    return parts[0] + b"".join(bytes([part[0] ^ 0x20]) + part[1:] for part in parts[1:])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    client = Client(int(sys.argv[1]))
    for word in sys.argv[2:]:
        if word.startswith("monitor "):
            print(client.monitor(word[8:]), end="")
        elif word == "interrupt":
            client.interrupt()
            print(client.answer())
        else:
            print(client.ask(word))
    client.close()


if __name__ == "__main__":
    main()
