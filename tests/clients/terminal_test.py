"""The prompt in a terminal of 80 and of 40 columns: keys are typed, the screen is compared. Through `kinglet repl` and through mpremote's."""

from board import KINGLET, TOOLS, Board, run_all
from screen import Screen


def editing(screen):
    """Arrows, Home, End, by words, and what deletes."""
    screen.type("print(1, 3)")
    screen.press("Left", "Left", "Left")
    screen.type(" 2,")
    screen.shows(">>> print(1, 2,| 3)")
    screen.press("Home")
    screen.shows(">>> |print(1, 2, 3)")
    screen.press("Delete")
    screen.type("P")
    screen.press("End")
    screen.shows(">>> Print(1, 2, 3)|")
    screen.press("C-a", "Right", "BSpace")
    screen.type("p")
    screen.press("C-e", "Enter")
    screen.shows(">>> print(1, 2, 3)\n1 2 3\n>>>")
    screen.type("one two three")
    screen.press("M-b", "M-b", "C-k")
    screen.shows(">>> one |")
    screen.type("four")
    screen.press("C-w")
    screen.shows(">>> one |")
    screen.press("Left", "C-u")
    screen.shows(">>> | ")
    screen.press("C-e", "C-u")
    screen.shows(">>> |")
    screen.type("one 'x' + 'y'")
    screen.press("C-Left", "M-BSpace", "M-d")
    screen.shows(">>> one '|'")
    screen.press("C-c")
    screen.shows(">>> one ''\n>>> |")


def history(screen):
    """Lines of earlier statements, the rows of a compound one among them."""
    screen.type("a = 5")
    screen.press("Enter")
    screen.type("for i in range(2):")
    screen.press("Enter")
    screen.shows("...     |")
    screen.type("print(i + a)")
    screen.press("Enter", "BSpace", "Enter")
    screen.shows("5\n6\n>>>")
    screen.press("Up")
    screen.shows(">>>     print(i + a)|")
    screen.press("Up", "Up")
    screen.shows(">>> a = 5|")
    screen.press("BSpace")
    screen.type("7")
    screen.press("Enter", "Up", "Up")
    screen.shows(">>>     print(i + a)|")
    screen.press("Down", "Down")
    screen.shows(">>>")
    screen.type("a")
    screen.press("Enter")
    screen.shows(">>> a\n7\n>>>")


def completion(screen):
    screen.type("import m")
    screen.press("Tab")
    screen.type("achi")
    screen.press("Tab")
    screen.shows(">>> import machine|")
    screen.press("Enter")
    screen.type("machine.RT")
    screen.press("Tab")
    screen.shows(">>> machine.RTC|")
    screen.press("C-c")
    screen.type("machine.mem")
    screen.press("Tab")
    screen.wait_for(lambda lines, cursor: lines[-1] == ">>> machine.mem" and "mem8" in lines[-2], "what machine.mem may become")
    screen.type("8")
    screen.press("Enter")
    screen.shows(">>> machine.mem8\n<8-bit memory>\n>>>")
    screen.type("if 1:")
    screen.press("Enter")
    screen.shows("...     |")
    screen.type("prin")
    screen.press("Tab")
    screen.shows("...     print|")
    screen.press("C-c")
    screen.shows(">>>")


def pasting(screen):
    """Paste mode takes the indentation as it is, and can be left."""
    screen.press("C-e")
    screen.shows("===")
    screen.type("def f(n):\r    if n:\r        return n * f(n - 1)\r\r    return 1\r\rf(10)\r")
    screen.press("C-d")
    screen.wait_for(lambda lines, cursor: lines[-2:] == ["3628800", ">>>"], "10!")
    screen.press("C-e")
    screen.type("nothing")
    screen.press("C-c")
    screen.wait_for(lambda lines, cursor: lines[-2:] == ["=== nothing", ">>>"] or lines[-1] == ">>>", "the end of paste mode")


def interrupting(screen):
    """Ctrl-C while a program computes, sleeps, reads a line, reads bytes, imports; and at a prompt."""
    screen.type("import sys, time; say = lambda: print('be' + 'gins')")
    screen.press("Enter")
    for program in ("say() or all(1 for i in iter(int, 1))", "say() or time.sleep(9999)", "say() or input()", "say() or sys.stdin.read(9)", "import endless"):
        screen.type(program)
        screen.press("Enter")
        screen.wait_for(lambda lines, cursor: lines[-1] == "begins", "begins")
        screen.press("C-c")
        screen.wait_for(lambda lines, cursor: lines[-2:] == ["KeyboardInterrupt:", ">>>"], f"KeyboardInterrupt of {program}")
    screen.type("half a li")
    screen.press("C-c")
    screen.shows(">>> half a li\n>>>")


def wide_lines(screen, columns):
    """A line that is wrapped once or twice, edited at its beginning and across the ends of the rows."""
    word = "abcdefghi " * 9
    typed = f"len('{word}')"
    screen.type(typed)
    rows = [(">>> " + typed)[at:at + columns].rstrip() for at in range(0, len(typed) + 4, columns)]
    screen.wait_for(lambda lines, cursor: lines[-len(rows):] == rows, "\n".join(rows))
    screen.press("Home")
    screen.type("1 + ")
    typed = "1 + " + typed
    rows = [(">>> " + typed)[at:at + columns].rstrip() for at in range(0, len(typed) + 4, columns)]
    screen.wait_for(lambda lines, cursor: lines[-len(rows):] == rows and cursor[0] == 8, "\n".join(rows))
    screen.press("End", "Left", "Left", *["BSpace"] * 70)
    screen.shows(f">>> 1 + len('{word[:20]}|')")
    screen.press("Enter")
    screen.shows("21\n>>>")


def helping(screen):
    for what, wanted in (("", "Ctrl-D"), ("'modules'", "machine"), ("(1, 2)", "count")):
        screen.type(f"help({what})")
        screen.press("Enter")
        screen.wait_for(lambda lines, cursor, word=wanted: lines[-1] == ">>>" and any(word in line for line in lines[-12:]), f"help({what})")
    screen.type("_, 4 + 4, _")
    screen.press("Enter")
    screen.shows("(21, 8, 21)\n>>>")


def everything(screen, columns):
    screen.wait_for(lambda lines, cursor: lines[-1] == ">>>" and 'Type "help()" for more information.' in lines, "the banner")
    screen.type("f = open('endless.py', 'w')")
    screen.press("Enter")
    screen.type("f.write('print(\\'begins\\')\\nwhile 1: pass'); f.close()")
    screen.press("Enter")
    screen.wait_for(lambda lines, cursor: lines[-2:] == ["29", ">>>"], "29")
    editing(screen)
    history(screen)
    completion(screen)
    pasting(screen)
    interrupting(screen)
    wide_lines(screen, columns)
    helping(screen)
    screen.press("C-d")
    screen.wait_for(lambda lines, cursor: "MPY: soft reboot" in lines and lines[-1] == ">>>", "the soft reset")
    screen.type("a")
    screen.press("Enter")
    screen.wait_for(lambda lines, cursor: lines[-2:] == ["NameError: name 'a' isn't defined", ">>>"], "that a is gone")
    screen.press("Up", "Up")
    screen.shows(">>> a|")


def narrow_through_kinglet(folder):
    with Screen(folder, 40, KINGLET, "repl") as screen:
        everything(screen, 40)
        screen.press("C-]")
        screen.wait_for_end()


def wide_through_mpremote(folder):
    link = folder / "board"
    with Board("--pty", str(link)) as board:
        board.wait_for(b">>> ")
        with Screen(folder, 80, TOOLS / "mpremote", "connect", link, "repl") as screen:
            screen.wait_for(lambda lines, cursor: "Connected to" in lines[0], "mpremote's greeting")
            screen.press("C-d")
            everything(screen, 80)
            screen.press("C-]")
            screen.wait_for_end()


run_all(narrow_through_kinglet, wide_through_mpremote)
