# What a scheduled call raises is printed to sys.stderr: the program that it interrupts has no part in it.
# desktop only: on the chip sys.stderr is where sys.stdout is
import micropython

done = []


def fails(_):
    raise ValueError("from the queue")


micropython.schedule(fails, None)
micropython.schedule(done.append, "next")
for _ in range(1000):  # no longer: without memory nothing may come
    if done:
        break
print(done)  # expect: ['next']


def interrupts(_):
    raise KeyboardInterrupt


try:
    micropython.schedule(interrupts, None)
    for _ in range(1000):
        pass
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
