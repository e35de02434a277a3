"""A terminal of a given width with a program in it, that keys are typed into and whose screen is read: tmux, on a server of its own."""

import os
import pathlib
import shlex
import subprocess
import time

from board import PATIENCE, Failed


class Screen:
    """Ends with its program when the block ends."""

    def __init__(self, folder, columns, *command, rows=24):
        self.socket = str(pathlib.Path(folder) / "tmux")
        # What the program leaves on the screen is to be read also when it has ended; nobody's own settings count.
        settings = pathlib.Path(folder) / "tmux.conf"
        settings.write_text("set -g remain-on-exit on\nset -g status off\nset -sg escape-time 0\nset -g default-terminal screen\n", encoding="ascii")
        # tmux at times never learns the status of a program that has ended, so the shell keeps it.
        self.status = pathlib.Path(folder) / "status"
        self.status.unlink(missing_ok=True)
        line = f"{shlex.join(str(word) for word in command)}; echo $? >{shlex.quote(str(self.status))}"
        self._tmux("-f", str(settings), "new-session", "-d", "-s", "screen", "-x", str(columns), "-y", str(rows), line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def _tmux(self, *arguments):
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"} | {"LC_ALL": "C.UTF-8"}
        ran = subprocess.run(["tmux", "-u", "-S", self.socket, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, timeout=PATIENCE, check=False, env=environment)
        output = ran.stdout.decode(errors="replace")
        if ran.returncode != 0:
            raise Failed(f"tmux {arguments} ended with {ran.returncode}: {output}")
        return output

    def type(self, text):
        """The text, character by character."""
        self._tmux("send-keys", "-t", "screen", "-l", text)

    def press(self, *keys):
        """Keys by tmux's names (Enter, Left, C-a, M-b ...)."""
        self._tmux("send-keys", "-t", "screen", *keys)

    def lines(self):
        """The rows from the first to the last one that is not empty, without the spaces at their ends."""
        return [line.rstrip() for line in self._tmux("capture-pane", "-p", "-t", "screen").rstrip().split("\n")]

    def cursor(self):
        """Column and row, from 0."""
        column, row = self._tmux("display-message", "-p", "-t", "screen", "#{cursor_x} #{cursor_y}").split()
        return int(column), int(row)

    def wait_for(self, wanted, what):
        """Until wanted(lines, cursor) holds; what the screen shows is the error."""
        end = time.monotonic() + PATIENCE
        while not wanted(self.lines(), self.cursor()):
            if time.monotonic() > end:
                shown = "\n".join(self.lines())
                raise Failed(f"the screen does not show {what}, but, with the cursor at {self.cursor()}:\n{shown}")
            time.sleep(0.02)

    def wait_for_end(self):
        """Until the program has ended, with status 0."""
        end = time.monotonic() + PATIENCE
        while not self.status.exists() or not (state := self.status.read_text(encoding="ascii").strip()):
            if time.monotonic() > end:
                raise Failed("the program does not end:\n" + "\n".join(self.lines()))
            time.sleep(0.02)
        if state != "0":
            raise Failed(f"the program has ended with status {state}:\n" + "\n".join(self.lines()))

    def shows(self, text):
        """Until the screen ends with these rows (as many as the text has), the cursor where `|` is in the last of them, or behind it."""
        rows = [row.rstrip() for row in text.strip("\n").split("\n")]
        column = next((row.index("|") for row in reversed(rows) if "|" in row), None)
        up = next((distance for distance, row in enumerate(reversed(rows)) if "|" in row), 0)
        rows = [row.replace("|", "").rstrip() for row in rows]

        def wanted(lines, cursor):
            if lines[-len(rows):] != rows:
                return False
            return column is None or cursor == (column, len(lines) - 1 - up)

        self.wait_for(wanted, text)
