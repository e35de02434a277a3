"""esptool-js from npm, as it is, against the virtual board: what flashers in a browser do. A small port of the Web Serial API takes it there."""

import pathlib

from board import IMAGE, MODULES, Board, check, run_all, run_tool

LIBRARY = MODULES / "esptool-js" / "lib" / "index.js"
SCRIPT = pathlib.Path(__file__).parent / "esptool_js.mjs"


def flash(board, baud, image, *mode):
    check(LIBRARY.exists(), f"{LIBRARY} is missing: tools/clients.sh installs it")
    port = board.urls[0].rpartition(":")[2]
    output = run_tool("node", SCRIPT, LIBRARY, port, baud, image, *mode)
    for line in ("chip ESP8266, ESP8266EX", "mac 18:fe:34:4b:4e:47", "crystal 26", "done"):
        check(f"{line}\n" in output, f"no {line!r} in:\n{output[-3000:]}")
    return output


def with_stub(folder, baud):
    with Board("--rfc2217", "0", "--erased", "--flash", str(folder / "flash.bin")) as board:
        output = flash(board, baud, IMAGE)
        check("Hash of data verified" in output and "written\nread\n" in output.replace("Leaving...\n", ""), output)
        board.wait_for(b">>> ")
        return output


def stub_at_115200(folder):
    with_stub(folder, 115200)


def stub_at_921600(folder):
    check("Changing baudrate to 921600" in with_stub(folder, 921600), "the rate was not changed")


def rom_alone(_):
    with Board("--rfc2217", "0") as board:
        mark = board.wait_for(b">>> ")
        flash(board, 115200, IMAGE, "rom")
        board.wait_for(b">>> ", mark)


run_all(stub_at_115200, stub_at_921600, rom_alone)
