"""esptool from PyPI, as it is, against the virtual board: what it does with a real one, over the network with DTR and RTS, and over a pseudo terminal."""

import os
import struct

from board import IMAGE, Board, Failed, check, find, run_all, run_tool

NO_PROGRAM = b"ets_main.c 181"
PROMPT = b">>> "
# Sends a K over the first serial line and stops: l32r a2, UART0; movi a3, 'K'; s32i a3, a2, 0; waiti 15; j to it.
PROGRAM = bytes.fromhex("00000060 21ffff 4cb3 3902 007f00 46feff 000000")
PROGRAM_ADDRESS = 0x40100000
FILES_BEGIN = 448 * 1024  # of the flash


def esptool(port, *arguments, baud=115200, status=0):
    return run_tool("esptool", "--port", port, "--baud", baud, *arguments, status=status)


def ram_image():
    """A program for RAM in the format of the ROM's images."""
    checksum = 0xEF
    for byte in PROGRAM:
        checksum ^= byte
    image = struct.pack("<BBBBIII", 0xE9, 1, 2, 0x40, PROGRAM_ADDRESS + 4, PROGRAM_ADDRESS, len(PROGRAM)) + PROGRAM
    return image + bytes(15 - len(image) % 16) + bytes([checksum])


def flash_is(path, image):
    """Whether a flash file begins with the image and is empty behind it, up to where a board that starts has its files. esptool may set mode and
    size in its header."""
    flash = path.read_bytes()
    check(flash[:2] == image[:2] and flash[4:len(image)] == image[4:], f"{path.name} is not what was written")
    check(not flash[len(image):FILES_BEGIN].strip(b"\xff"), f"there is something behind the image in {path.name}")


def network_at_115200(folder):
    """An erased board is identified, flashed and verified with the RAM stub, and boots."""
    flash = folder / "flash.bin"
    with Board("--rfc2217", "0", "--erased", "--flash", str(flash)) as board:
        board.wait_for(NO_PROGRAM)
        mark = board.mark()
        output = esptool(board.urls[0], "write-flash", 0, IMAGE)
        check("Hash of data verified" in output, output)
        check(find(r"Crystal frequency:\s+(\S+)", output) == "26MHz", output)
        check(find(r"MAC:\s+(\S+)", output) == "18:fe:34:4b:4e:47", output)
        mark = board.wait_for(b"rst cause:2, boot mode:(1,6)", mark)
        mark = board.wait_for(b"rst cause:2, boot mode:(3,6)", mark)
        board.wait_for(PROMPT, mark)
    flash_is(flash, IMAGE.read_bytes())
    with Board("--socket", "0", "--flash", str(flash)) as board:  # what was flashed is there at the next start
        board.wait_for(PROMPT)


def network_at_921600(folder):
    """Erase everything: the ROM says that there is nothing; and the board can be written again, fast."""
    flash = folder / "flash.bin"
    with Board("--rfc2217", "0", "--flash", str(flash)) as board:
        board.wait_for(PROMPT)
        check("Flash memory erased successfully" in esptool(board.urls[0], "erase-flash"), "not erased")
        check(not flash.read_bytes().strip(b"\xff"), "something is left")
        board.wait_for(NO_PROGRAM)
        mark = board.mark()
        output = esptool(board.urls[0], "write-flash", 0, IMAGE, baud=921600)
        check("Changing baud rate to 921600" in output and "Hash of data verified" in output, output)
        board.wait_for(PROMPT, mark)


def network_without_stub(folder):
    """The ROM alone, over the network: the pauses of the client are long, so the file is short."""
    part = folder / "part.bin"
    part.write_bytes(os.urandom(6000))
    flash = folder / "flash.bin"
    with Board("--rfc2217", "0", "--erased", "--flash", str(flash)) as board:
        output = esptool(board.urls[0], "--no-stub", "flash-id")
        check(find(r"Manufacturer: (\w+)", output) == "ef" and find(r"Device: (\w+)", output) == "4016", output)
        esptool(board.urls[0], "--no-stub", "write-flash", "--flash-size", "keep", "0x3000", part)
    check(flash.read_bytes()[0x3000:0x3000 + 6000] == part.read_bytes(), "not what was written")


def terminal_without_stub(folder):
    """The ROM alone writes the whole image, and runs it without a reset."""
    link, flash = str(folder / "board"), folder / "flash.bin"
    with Board("--pty", link, "--erased", "--download", "--flash", str(flash)) as board:
        output = esptool(link, "--no-stub", "--before", "no-reset", "--after", "no-reset", "chip-id")
        check(find(r"Chip ID: (\w+)", output) == "0x004b4e47", output)
        output = esptool(link, "--no-stub", "--before", "no-reset", "--after", "no-reset", "read-mac")
        check(find(r"MAC:\s+(\S+)", output) == "18:fe:34:4b:4e:47", output)
        output = esptool(link, "--no-stub", "--before", "no-reset", "--after", "no-reset", "write-flash", 0, IMAGE)
        check("Wrote" in output, output)
        flash_is(flash, IMAGE.read_bytes())
        mark = board.mark()
        esptool(link, "--no-stub", "--before", "no-reset", "--after", "no-reset", "run")
        board.wait_for(PROMPT, mark)


def terminal_with_stub(folder):
    """Everything that reads and erases, in one session of the stub, which esptool finds again."""
    link, flash = str(folder / "board"), folder / "flash.bin"
    image = IMAGE.read_bytes()
    stay = ("--before", "no-reset", "--after", "no-reset-stub")
    with Board("--pty", link, "--erased", "--download", "--flash", str(flash), "--flash-size", "1M") as board:
        output = esptool(link, *stay, "write-flash", 0, IMAGE)
        check("Hash of data verified" in output, output)
        flash_is(flash, image)
        check("Verification successful" in esptool(link, *stay, "verify-flash", 0, IMAGE), "not verified")
        read = folder / "read.bin"
        esptool(link, *stay, "read-flash", 0, len(image), read)
        check(read.read_bytes() == flash.read_bytes()[:len(image)], "read-flash read something else")
        check("1MB" in esptool(link, *stay, "flash-id"), "the flash's size was not found")
        esptool(link, *stay, "erase-region", "0x2000", "0x1000")
        check(flash.read_bytes()[0x2000:0x3000] == b"\xff" * 0x1000, "the region is not erased")
        check("Verification failed" in esptool(link, *stay, "verify-flash", 0, IMAGE, status=None), "verified what is not there")
        check("0xfff0c101" in esptool(link, *stay, "read-mem", "0x40001000").lower(), "no such word")
        esptool(link, *stay, "write-flash", 0, IMAGE)


def older_stub(folder):
    """The stub of earlier versions can start the program without a reset: it jumps back into the ROM."""
    link = str(folder / "board")
    with Board("--pty", link, "--download") as board:
        esptool(link, "--stub-version", "1", "--before", "no-reset", "--after", "soft-reset", "read-mac")
        board.wait_for(PROMPT)


def program_for_ram(folder):
    """load-ram loads and starts a program."""
    link, program = str(folder / "board"), folder / "program.bin"
    program.write_bytes(ram_image())
    for stub in ((), ("--no-stub",)):
        with Board("--pty", link, "--erased", "--download") as board:
            esptool(link, *stub, "--before", "no-reset", "load-ram", program)
            board.wait_for(b"\xc0K")


def wrong_rate(folder):
    """Who listens at another rate than the ROM's, 74880, hears garbage; at that rate, its text."""
    serial_test = folder / "listen.py"
    serial_test.write_text(
        "import serial, sys\n"
        "port = serial.serial_for_url(sys.argv[1], baudrate=int(sys.argv[2]), timeout=1)\n"
        "port.rts = True; port.dtr = False\n"
        "port.reset_input_buffer()\n"
        "port.rts = False\n"
        "heard = b''\n"
        "while len(heard) < 60 and (more := port.read(200)): heard += more\n"
        "print(heard)\n")
    with Board("--rfc2217", "0", "--erased") as board:
        check("ets Jan  8 2013" in run_tool("python", serial_test, board.urls[0], 74880), "not at 74880 baud")
        for baud in (9600, 115200):
            heard = run_tool("python", serial_test, board.urls[0], baud)
            if "ets" in heard or len(heard) < 10:
                raise Failed(f"at {baud} baud: {heard}")


run_all(network_at_115200, network_at_921600, network_without_stub, terminal_without_stub, terminal_with_stub, older_stub, program_for_ram, wrong_rate)
