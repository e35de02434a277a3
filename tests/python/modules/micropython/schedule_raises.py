# What a scheduled call raises is printed to sys.stderr: the program that it interrupts has no part in it.
# desktop only: on the chip sys.stderr is where sys.stdout is
import micropython

done = []


def fails(_):
    raise ValueError("from the queue")


micropython.schedule(fails, None)
micropython.schedule(done.append, "next")
while not done:
    pass
print(done)  # expect: ['next']


def interrupts(_):
    raise KeyboardInterrupt


try:
    micropython.schedule(interrupts, None)
    while True:
        pass
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
