# schedule(kbd_intr, None) asks for a KeyboardInterrupt; out of a scheduled call it comes when that call has ended.
import time
from micropython import kbd_intr, schedule


def wait(what):
    try:
        for i in range(10):
            time.sleep(0)
        print(what, "none")
    except KeyboardInterrupt:
        print(what, "KeyboardInterrupt")


def ask(function, argument, what):
    try:
        schedule(function, argument)
        wait(what)
    except KeyboardInterrupt:
        print(what, "KeyboardInterrupt")


ask(kbd_intr, None, "asked")  # expect: asked KeyboardInterrupt
wait("once")  # expect: once none


def scheduled(argument):
    schedule(kbd_intr, None)
    for i in range(10):
        time.sleep(0)
    print("scheduled", argument)


ask(scheduled, 1, "nested")
# expect: scheduled 1
# expect: nested KeyboardInterrupt
wait("once")  # expect: once none
