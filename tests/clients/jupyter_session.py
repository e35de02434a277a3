"""A notebook's session with the MicroPython kernel of Jupyter, as a front end of Jupyter has it. Runs under the tools' own Python:
    jupyter_session.py PORT FOLDER    prints what was wrong, or `done`
"""

import os
import pathlib
import queue
import sys

from jupyter_client import manager

PORT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
PATIENCE = 120  # seconds that an answer may take on a machine with much else to do


class Notebook:
    def __init__(self):
        self.kernel = manager.KernelManager(kernel_name="micropython")
        self.kernel.start_kernel()
        self.client = self.kernel.client()
        self.client.start_channels()
        self.client.wait_for_ready(PATIENCE)

    def run(self, source):
        """A cell: what it prints."""
        number = self.client.execute(source)
        printed = ""
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=PATIENCE)
            except queue.Empty:
                sys.exit(f"{source!r}: no end; printed {printed!r}")
            if message["parent_header"].get("msg_id") != number:
                continue
            content = message["content"]
            printed += content.get("text", "")
            if content.get("execution_state") == "idle":
                return printed


def check(text, *wanted):
    for part in wanted:
        if part not in text:
            sys.exit(f"no {part!r} in {text!r}")


def session():
    folder = FOLDER / "kernels" / "micropython"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text('{"argv": ["%s", "-m", "jupyter_micropython_kernel", "-f", "{connection_file}"],'
                                        ' "display_name": "MicroPython", "language": "micropython"}' % sys.executable, encoding="ascii")
    os.environ["JUPYTER_PATH"] = str(FOLDER)
    os.environ["JUPYTER_RUNTIME_DIR"] = str(FOLDER / "runtime")
    notebook = Notebook()
    for source, *wanted in (
        (f"%serialconnect to --port={PORT} --baud=115200", "Ready."),
        ("x = 6 * 7\nprint('x is', x)", "x is 42\r\n"),
        ("def f():\n    return x + 1\nprint(f())", "43\r\n"),
        ("1/0", "Traceback", "ZeroDivisionError: division by zero"),
        ("%sendtofile note.txt\nsome text\n", "Sent 1 lines"),
        ("print(open('note.txt').read())", "some text"),
        ("%ls", "note.txt"),
        ("%rebootdevice", "repl is in normal command mode"),
        ("print('x' in globals())", "False"),
    ):
        check(notebook.run(source), *wanted)
    notebook.kernel.shutdown_kernel(now=True)
    print("done")


session()
