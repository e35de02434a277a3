# Event, and ThreadSafeFlag, which may be set from an interrupt.
import io
from . import core

_POLL = const(3)  # ioctl


class Event:
    def __init__(self):
        self._is_set = False
        self._waiting = core.TaskQueue()

    def is_set(self):
        return self._is_set

    def set(self):
        self._is_set = True
        while self._waiting.peek():
            core._task_queue.push(self._waiting.pop())

    def clear(self):
        self._is_set = False

    # async
    def wait(self):
        if not self._is_set:
            self._waiting.push(core.cur_task)
            core.cur_task.data = self._waiting
            yield
        return True


class ThreadSafeFlag(io.IOBase):
    def __init__(self):
        self._state = 0

    def ioctl(self, request, events):
        return events * self._state if request == _POLL else -1

    def set(self):
        self._state = 1

    def clear(self):
        self._state = 0

    # async
    def wait(self):
        if not self._state:
            core._io_queue.queue_read(self)
            yield
        self._state = 0
