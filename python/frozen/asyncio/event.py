# Event, and ThreadSafeFlag, which may be set from an interrupt.
import io
from . import core

_POLL = const(3)  # ioctl


class Event:
    def __init__(self):
        self.state = False
        self.waiting = core.TaskQueue()

    def is_set(self):
        return self.state

    def set(self):
        self.state = True
        while self.waiting.peek():
            core._task_queue.push(self.waiting.pop())

    def clear(self):
        self.state = False

    # async
    def wait(self):
        if not self.state:
            self.waiting.push(core.cur_task)
            core.cur_task.data = self.waiting
            yield
        return True


class ThreadSafeFlag(io.IOBase):
    def __init__(self):
        self.state = 0

    def ioctl(self, request, events):
        return events * self.state if request == _POLL else -1

    def set(self):
        self.state = 1

    def clear(self):
        self.state = 0

    # async
    def wait(self):
        if not self.state:
            core._io_queue.queue_read(self)
            yield
        self.state = 0
