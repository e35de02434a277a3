from . import core


class Lock:
    def __init__(self):
        self.state = None  # True, or the task that the lock was handed to and that has not run since
        self.waiting = core.TaskQueue()

    def locked(self):
        return self.state is True

    def release(self):
        if self.state is None:
            raise RuntimeError("Lock not acquired")
        self.state = self.waiting.pop() if self.waiting.peek() else None
        if self.state:
            core._task_queue.push(self.state)

    # async
    def acquire(self):
        if self.state is not None:
            me = core.cur_task
            self.waiting.push(me)
            me.data = self.waiting
            try:
                yield
            except core.CancelledError:
                if self.state is me:  # it came, too late
                    self.state = True
                    self.release()
                raise
        self.state = True
        return True

    async def __aenter__(self):
        return await self.acquire()

    async def __aexit__(self, exc_type, exc, traceback):
        self.release()
