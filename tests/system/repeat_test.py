#!/usr/bin/env python3
"""Snapshots and recordings: a run that is saved, restored and continued, and a session that is repeated, are the same to the cycle."""
import re
import socket
import subprocess

import command

PROGRAM = """
import time, random
total = 0
for i in range(3000):
    total += random.getrandbits(8) * i % 7
    if i % 500 == 0:
        time.sleep_ms(2)
        print(i, total, time.ticks_us())
print('done', total)
"""


class Repeat(command.CommandTest):
    def path(self, name):
        return str(self.folder / name)

    def out_lines(self, name):
        """The bytes that the board sent with their cycles, of a recording."""
        return [line for line in (self.folder / name).read_text().splitlines() if line.startswith("out ")]

    def test_a_run_goes_on_where_it_was_saved(self):
        whole = self.run_program(PROGRAM, "--stats", "--record", self.path("whole.rec"))
        self.assertEqual(whole.status, 0, whole.err)
        figures = re.compile(rb"instructions=\d+ cycles=(\d+)")
        end = int(figures.search(whole.err).group(1))
        sent = self.out_lines("whole.rec")
        for when in ("1", str(end - 3_000_000), str(end - 1_234_567), str(end - 77_777)):
            with self.subTest(when):
                first = self.run_program(PROGRAM, "--save", self.path("s") + "@" + when)
                self.assertEqual((first.status, first.out), (0, whole.out), first.err)
                second = self.call("run", "--restore", self.path("s"), "--stats", "--record", self.path("rest.rec"))
                self.assertEqual(second.status, 0, second.err)
                self.assertTrue(whole.out.endswith(second.out))
                self.assertEqual(figures.search(second.err).group(), figures.search(whole.err).group())
                rest = self.out_lines("rest.rec")
                # --stats asks for more afterwards, at moments that depend on nothing but the run.
                self.assertEqual(rest, sent[len(sent) - len(rest):])

    def test_a_snapshot_takes_another_program(self):
        self.assertEqual(self.run_program(PROGRAM, "--save", self.path("s") + "@1").status, 0)
        result = self.call("run", "--restore", self.path("s"), self.file("other.py", "print('other')\n"))
        self.assertEqual((result.status, result.out), (0, b"other\n"), result.err)

    def test_wrong_snapshots_are_refused(self):
        self.assertEqual(self.run_program(PROGRAM, "--save", self.path("s") + "@1").status, 0)
        good = (self.folder / "s").read_bytes()
        image = self.folder / "other.bin"
        image.write_bytes(b"\xff" * 4096)
        cases = ((good[:1000], (), b"cut off"), (good[:5000] + bytes([good[5000] ^ 1]) + good[5001:], (), b"damaged"),
                 (b"no such thing", (), b"no snapshot"), (good, ("--image", str(image)), b"another firmware image"),
                 (good, ("--flash-size", "1M"), b"another kind of machine"))
        for content, options, reason in cases:
            (self.folder / "s").write_bytes(content)
            result = self.call("run", "--restore", self.path("s"), *options)
            self.assertEqual(result.status, 2, reason)
            self.assertIn(reason, result.err)
        result = self.run_program(PROGRAM, "--save", self.path("s") + "@100000ms")
        self.assertIn(b"over before --save's time", result.err)

    def session(self, port):
        """As a tool drives the raw prompt; what it has received."""
        received = b""
        with socket.create_connection(("127.0.0.1", port), command.WALL_LIMIT) as line:
            def until(text):
                nonlocal received
                start = len(received)
                while text not in received[start:]:
                    data = line.recv(4096)
                    self.assertTrue(data, f"the board has hung up; after {received!r}")
                    received += data
            line.sendall(b"\r\x03\x03")
            until(b">>> ")
            line.sendall(b"\x01")
            until(b"exit\r\n>")
            for program in (b"print(6 * 7)", b"import time\ntime.sleep_ms(20)\nprint(time.ticks_us())", b"1 / 0"):
                line.sendall(program + b"\x04")
                until(b"\x04>")
            line.sendall(b"\x02")
            until(b">>> ")
        return received

    def test_a_session_with_a_tool_is_repeated(self):
        words = [self.kinglet, "board", "--socket", "0", "--record", self.path("a.rec")]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as board:
            try:
                port = int(re.search(rb"socket://localhost:(\d+)", board.stdout.readline()).group(1))
                received = self.session(port)
            finally:
                board.terminate()
                _, err = board.communicate(timeout=command.WALL_LIMIT)
        self.assertEqual(board.returncode, 0, err)
        self.assertIn(b"42\r\n", received)
        self.assertIn(b"ZeroDivisionError", received)
        again = self.call("board", "--replay", self.path("a.rec"))
        self.assertEqual(again.status, 0, again.err)
        self.assertTrue(again.out.find(received) >= 0, (received, again.out))
        sent = bytes.fromhex("".join(line.split()[2] for line in self.out_lines("a.rec")))
        self.assertEqual(again.out, sent)
        other = self.call("board", "--replay", self.path("a.rec"), "--seed", "2")
        self.assertEqual(other.status, 2)
        self.assertIn(b"another board", other.err)
        text = (self.folder / "a.rec").read_text()
        changed = text.replace(self.out_lines("a.rec")[50], self.out_lines("a.rec")[50][:-2] + "00")
        (self.folder / "a.rec").write_text(changed)
        other = self.call("board", "--replay", self.path("a.rec"))
        self.assertEqual(other.status, 1)
        self.assertIn(b"byte 50 from the board is 0x", other.err)


if __name__ == "__main__":
    command.main()
