"""Thonny's ESP8266 back end and the MicroPython kernel of Jupyter, as their front ends drive them."""

import pathlib

from board import Board, check, run_all, run_tool

HERE = pathlib.Path(__file__).parent


def session(folder, script):
    link = folder / "line"
    with Board("--pty", str(link)) as board:
        board.wait_for(b">>> ")
        output = run_tool("python", HERE / script, link, folder)
        check(output.endswith("done\n"), f"{script}:\n{output}")


def thonny(folder):
    """Connects, runs programs, lists variables, uploads and downloads, stops what runs, resets."""
    session(folder, "thonny_session.py")


def jupyter(folder):
    """Cells, their exceptions, files, the reset."""
    session(folder, "jupyter_session.py")


run_all(thonny, jupyter)
