"""Thonny's ESP8266 back end without Thonny's window, as its front end starts it and talks to it. Runs under the tools' own Python:
    thonny_session.py PORT FOLDER    goes through a session, files in FOLDER; prints what was wrong, or `done`
"""

import os
import pathlib
import subprocess
import sys
import threading

import thonny
from thonny import common

PORT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
BACK_END = pathlib.Path(thonny.__file__).parent / "plugins" / "esp" / "esp_back.py"
PATIENCE = 120  # seconds that an answer may take on a machine with much else to do
ARGUMENTS = {"clean": True, "port": PORT, "dtr": False, "rts": False, "submit_mode": None, "interrupt_on_connect": True, "write_block_size": None,
             "write_block_delay": None, "proxy_class": "ESP8266Proxy", "sync_time": True, "validate_time": True, "local_rtc": True}


class BackEnd:
    """The process and what it has said since the last command."""

    def __init__(self):
        (FOLDER / "user").mkdir(exist_ok=True)
        environment = dict(os.environ, PYTHONIOENCODING="utf-8", THONNY_USER_DIR=str(FOLDER / "user"))
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen([sys.executable, "-u", "-B", BACK_END, repr(ARGUMENTS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, encoding="utf-8", env=environment)
        self.messages = []
        self.plain = []
        self.changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        self.count = 0

    def _listen(self):
        for line in self.process.stdout:
            with self.changed:
                if line.startswith(common.MESSAGE_MARKER):
                    for _ in range(int(line[1:line.index(" ")]) - 1):
                        line += self.process.stdout.readline()
                    self.messages.append(common.parse_message(line))
                else:
                    self.plain.append(line)
                self.changed.notify_all()

    def wait_for(self, what, matches):
        """Takes all messages up to the first that matches, and returns that."""
        with self.changed:
            self.changed.wait_for(lambda: any(map(matches, self.messages)), PATIENCE)
            for index, message in enumerate(self.messages):
                if matches(message):
                    self.before, self.messages = self.messages[:index], self.messages[index + 1:]
                    return message
        sys.exit(f"{what} did not come: {self.messages} {''.join(self.plain)}")

    def send(self, message):
        self.process.stdin.write(common.serialize_message(message) + "\n")
        self.process.stdin.flush()

    def ask(self, kind, name, **arguments):
        """A command and its answer."""
        self.count += 1
        number = f"{self.count}"
        self.send(kind(name, id=number, local_cwd=str(FOLDER), **arguments))
        answer = self.wait_for(f"the answer to {name}", lambda message: self.answers(message, number))
        problem = answer.get("error") or answer.get("errors") or answer.get("user_exception")
        if problem:
            sys.exit(f"{name}: {answer}")
        return answer

    @staticmethod
    def answers(message, number):
        """Whether it ends the command; reports of progress have its number, too."""
        return message.get("command_id") == number and "command_name" in message

    def printed(self):
        return "".join(message["data"] for message in self.before if message.event_type == "ProgramOutput")


def check(condition, text):
    if not condition:
        sys.exit(text)


def session():
    end = BackEnd()
    ready = end.wait_for("the first prompt", lambda message: message.event_type == "ToplevelResponse")
    check("Kinglet" in ready["welcome_text"] and ready["cwd"] == "/", f"welcome: {ready}")
    check("WARNING" not in "".join(end.plain) + end.printed(), f"the clock: {end.plain} {end.printed()}")

    source = "import time\nx = 6 * 7\ntext = 'seven'\nfor i in range(3):\n    print('line', i)\n"
    end.ask(common.ToplevelCommand, "Run", source=source, args=[], filename="program.py")
    check(end.printed().replace("\r", "") == "line 0\nline 1\nline 2\n", f"Run printed {end.printed()!r}")
    end.ask(common.ToplevelCommand, "execute_source", source="x + 1\n")
    check(">43[" in end.printed().replace("]43[", ">43["), f"the value of an expression: {end.printed()!r}")
    end.ask(common.ToplevelCommand, "Run", source="1/0\n", args=[], filename="program.py")
    check("ZeroDivisionError: " in end.printed(), f"an exception: {end.printed()!r}")

    end.ask(common.ToplevelCommand, "execute_source", source="x = 42; text = 'seven'\n")
    variables = end.ask(common.InlineCommand, "get_globals", module_name="__main__")["globals"]
    check(variables["x"].repr == "42" and variables["text"].repr == "'seven'", f"variables: {variables}")
    details = end.ask(common.InlineCommand, "get_object_info", object_id=variables["text"].id, context_id=None, all_attributes=True,
                      include_attributes=True, back_links=[], forward_links=[])
    check(details["info"]["type"] == "<class 'str'>" and details["info"]["repr"] == "'seven'", f"object: {details}")

    content = bytes(range(256)) * 12 + b"\r\n\x03\x04"
    local, back = FOLDER / "data.bin", FOLDER / "back.bin"
    local.write_bytes(content)
    item = {"kind": "file", "size": len(content), "source_path": str(local), "target_path": "/data.bin"}
    end.ask(common.InlineCommand, "upload", items=[item], allow_overwrite=True, make_shebang_scripts_executable=False)
    listed = end.ask(common.InlineCommand, "get_dirs_children_info", node_id="", paths=["/"], include_hidden=True)["data"]["/"]
    check(listed["data.bin"]["size"] == len(content), f"listed: {listed}")
    item = {"kind": "file", "size": len(content), "source_path": "/data.bin", "target_path": str(back)}
    end.ask(common.InlineCommand, "download", items=[item], allow_overwrite=True)
    check(back.read_bytes() == content, "what came back is not what was uploaded")
    end.ask(common.InlineCommand, "write_file", path="/saved.py", content_bytes=b"print('saved')\n", editor_id=1,
            make_shebang_scripts_executable=False)
    read = end.ask(common.InlineCommand, "read_file", path="/saved.py")
    check(read["content_bytes"] == b"print('saved')\n", f"read: {read}")
    end.ask(common.InlineCommand, "mkdir", path="/folder")
    info = end.ask(common.InlineCommand, "get_fs_info", path="/")
    check(info["total"] > info["used"] > 0, f"filesystem: {info}")
    end.ask(common.InlineCommand, "delete", paths=["/folder", "/data.bin"])

    for source in ("while True:\n    pass\n", "import time\nprint('now')\ntime.sleep(1000)\n", "print('now')\ninput()\n"):
        end.count += 1
        number = f"{end.count}"
        end.send(common.ToplevelCommand("Run", id=number, source="print('begins')\n" + source, args=[], filename="endless.py"))
        end.wait_for("its output", lambda message: "begins" in message.get("data", ""))
        end.send(common.ImmediateCommand("interrupt"))
        end.wait_for("the end after stop", lambda message: end.answers(message, number))
        check("KeyboardInterrupt" in end.printed(), f"after stop: {end.printed()!r}")
    end.send(common.EOFCommand())
    ready = end.wait_for("the prompt after a soft reset", lambda message: message.event_type == "ToplevelResponse")
    variables = end.ask(common.InlineCommand, "get_globals", module_name="__main__")["globals"]
    check("x" not in variables, f"variables after a soft reset: {variables}")
    end.process.stdin.close()
    end.process.kill()
    end.process.wait()
    print("done")


session()
