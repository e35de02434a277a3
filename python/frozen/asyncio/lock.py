from . import core


class Lock:
    def __init__(self):
        self._owner = None  # True, or the task that the lock was handed to and that has not run since
        self._waiting = core.TaskQueue()

    def locked(self):
        return self._owner is True

    def release(self):
        if self._owner is None:
            raise RuntimeError("Lock not acquired")
        self._owner = self._waiting.pop() if self._waiting.peek() else None
        if self._owner:
            core._task_queue.push(self._owner)

    # async
    def acquire(self):
        if self._owner is not None:
            me = core.cur_task
            self._waiting.push(me)
            me.data = self._waiting
            try:
                yield
            except core.CancelledError:
                if self._owner is me:  # it came, too late
                    self._owner = True
                    self.release()
                raise
        self._owner = True
        return True

    async def __aenter__(self):
        return await self.acquire()

    async def __aexit__(self, exc_type, exc, traceback):
        self.release()
