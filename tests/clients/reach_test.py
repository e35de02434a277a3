"""The ways to a board: several at once, hosts that go away in the middle, ends that are clean, and errors that say what is wrong."""

import os
import pathlib
import socket
import subprocess
import time

from board import KINGLET, PATIENCE, Board, check, run_all, run_tool

PROMPT = b">>> "


def connect(url):
    port = int(url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def read_until(receive, text):
    heard = b""
    while text not in heard:
        more = receive(4096)
        check(more, f"the line ended before {text!r}: {heard[-500:]!r}")
        heard += more
    return heard


def everybody_hears_the_board(folder):
    link = folder / "line"
    with Board("--socket", "0", "--pty", str(link), "--rfc2217", "0") as board:
        board.wait_for(PROMPT)
        with connect(board.url("socket")) as first, connect(board.url("socket")) as second:
            terminal = os.open(link, os.O_RDWR | os.O_NOCTTY)
            # Whoever connects is there when the next thing is said.
            first.sendall(b"print(6 * 7)\r")
            read_until(first.recv, b"42\r\n>>> ")
            second.sendall(b"print(4243)\r")
            for receive in (first.recv, second.recv, lambda count: os.read(terminal, count)):
                read_until(receive, b"4243\r\n>>> ")
            os.write(terminal, b"print('from', 'the terminal')\r")
            read_until(second.recv, b"from the terminal\r\n>>> ")
            os.close(terminal)
        check("9\n" == run_tool("mpremote", "connect", board.url("rfc2217"), "eval", "4+5").replace("\r", ""), "mpremote over RFC 2217")
        check("9\n" == run_tool("mpremote", "connect", str(link), "eval", "4+5").replace("\r", ""), "mpremote over a terminal")
        check("9\n" == run_tool("mpremote", "connect", board.url("socket"), "eval", "4+5").replace("\r", ""), "mpremote over a socket")


def hosts_that_vanish(folder):
    """In the middle of a line, of a telnet command, of a long output that nobody reads, in reset: the board goes on."""
    link = folder / "line"
    with Board("--socket", "0", "--rfc2217", "0", "--pty", str(link)) as board:
        board.wait_for(PROMPT)
        for _ in range(5):
            with connect(board.url("socket")) as host:
                host.sendall(b"print('x' *")
            with connect(board.url("rfc2217")) as host:
                host.sendall(b"\xff\xfa\x2c\x01\x00")
        with connect(board.url("socket")) as host:
            host.sendall(b"\x03print('y' * 30000)\r")
            host.shutdown(socket.SHUT_RD)
        terminal = os.open(link, os.O_RDWR | os.O_NOCTTY)
        os.write(terminal, b"\r\x03print('z' * 30000)\r")
        os.close(terminal)
        mark = board.mark()
        with connect(board.url("rfc2217")) as host:
            host.sendall(b"\xff\xfa\x2c\x05\x0b\xff\xf0")  # RTS: into reset
            read_until(host.recv, b"\xff\xfa\x2c\x69\x0b\xff\xf0")
        mark = board.wait_for(b"rst cause:2, boot mode:(3,6)", mark)  # the line has fallen back
        board.wait_for(PROMPT, mark)
        with connect(board.url("socket")) as host:
            host.sendall(b"\x03\rprint(1234 * 2)\r")
            read_until(host.recv, b"2468\r\n>>> ")


def who_does_not_read_does_not_hold_up_the_board_for_ever(_):
    with Board("--socket", "0") as board:
        board.wait_for(PROMPT)
        with connect(board.url("socket")) as idle, connect(board.url("socket")) as host:
            idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            host.sendall(b"for i in range(300): print('w' * 1000)\r\r\rprint('do' + 'ne')\r")
            read_until(host.recv, b"done\r\n>>> ")


def a_waiting_board_takes_no_time(_):
    with Board("--socket", "0") as board:
        board.wait_for(PROMPT)

        def used():
            fields = pathlib.Path(f"/proc/{board.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        before, start = used(), time.monotonic()
        time.sleep(3)
        share = (used() - before) / (time.monotonic() - start)
        check(share < 0.3, f"an idle board takes {share:.0%} of a processor")


def ends(folder):
    """The link goes with the board, one that was left behind is replaced, anything else stays."""
    link = folder / "line"
    with Board("--pty", str(link)) as board:
        board.wait_for(PROMPT)
        check(os.readlink(link).startswith("/dev/pts/"), "no device")
    check(not os.path.lexists(link), "the link is still there")
    link.symlink_to("/dev/pts/99999")
    with Board("--pty", str(link)) as board:
        board.wait_for(PROMPT)
    link.write_text("mine", encoding="ascii")
    check("can't make the link" in refused("--pty", str(link)), "a file was overwritten")
    check(link.read_text(encoding="ascii") == "mine", "a file was overwritten")
    with Board("--timeout", "0.5", "--socket", "0") as board:
        check(board.process.wait(PATIENCE) == 124, "no end after --timeout")
        board.process.returncode = 0  # as it should be


def refused(*options):
    ran = subprocess.run([KINGLET, "board", *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE,
                         check=False)
    output = ran.stdout.decode()
    check(ran.returncode == 2, f"kinglet board {options}: {ran.returncode} {output}")
    return output


def wrong_options(_):
    check("needs a way to reach it" in refused(), "nothing to reach it by")
    check("is no PORT" in refused("--rfc2217", "70000"), "a port too high")
    check("is no PORT" in refused("--socket", "localhost:x"), "a port that is none")
    check("contradict" in refused("--socket", "0", "--erased", "--image", "x"), "both")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        check("can't listen at" in refused("--socket", str(taken.getsockname()[1])), "a port that is taken")
    ran = subprocess.run([KINGLET, "run", "--pty", "x", "y.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    check(ran.returncode == 2 and b"options of kinglet board" in ran.stdout, "run took --pty")


run_all(everybody_hears_the_board, hosts_that_vanish, who_does_not_read_does_not_hold_up_the_board_for_ever, a_waiting_board_takes_no_time, ends,
        wrong_options)
