# The scheduler: tasks in the order of the times at which they go on, and the streams that tasks wait for. The states of a
# task: python/stdlib/_asyncio.cpp.
import select
import sys
from time import ticks_diff, ticks_ms
from _asyncio import Sleep, Task, TaskQueue


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


sleep_ms = Sleep(globals())
cur_task = None


def sleep(seconds):
    return sleep_ms(int(seconds * 1000))


class IOQueue:
    def __init__(self):
        self.poller = select.poll()
        self.map = {}  # id of a stream: [who waits to read, who waits to write, the stream]

    def queue_read(self, stream):
        self._wait(stream, 0)

    def queue_write(self, stream):
        self._wait(stream, 1)

    def _wait(self, stream, side):
        entry = self.map.get(id(stream))
        if entry is None:
            self.map[id(stream)] = entry = [None, None, stream]
        elif entry[side] is not None:
            raise RuntimeError("can't wait")
        entry[side] = cur_task
        self._watch(entry)
        cur_task.data = self

    # Tells the poller what is waited for.
    def _watch(self, entry):
        events = (select.POLLIN if entry[0] else 0) | (select.POLLOUT if entry[1] else 0)
        if events:
            self.poller.register(entry[2], events)
        else:
            self.poller.unregister(entry[2])
            del self.map[id(entry[2])]

    def remove(self, task):
        for entry in list(self.map.values()):
            for side in range(2):
                if entry[side] is task:
                    entry[side] = None
                    self._watch(entry)

    def wait_io_event(self, milliseconds):
        for stream, events in self.poller.ipoll(milliseconds):
            entry = self.map[id(stream)]
            # An error is for both sides.
            for side in range(2):
                if entry[side] and events & ~(select.POLLIN if side else select.POLLOUT):
                    _task_queue.push(entry[side])
                    entry[side] = None
            self._watch(entry)


def create_task(coro):
    if not hasattr(coro, "send"):
        raise TypeError("coroutine expected")
    task = Task(coro, globals())
    _task_queue.push(task)
    return task


def _promote_to_task(aw):
    return aw if isinstance(aw, Task) else create_task(aw)


# The next task, when its time has come; None when there will not be any.
def _next_task(main_task):
    global cur_task
    while True:
        task = _task_queue.peek()
        if task:
            wait = max(0, ticks_diff(task.ph_key, ticks_ms()))
        elif _io_queue.map:
            wait = -1
        elif main_task and not main_task.done():
            # Only something from outside, an interrupt or what it has scheduled, can wake it.
            cur_task = None
            wait = 3
        else:
            cur_task = None
            return None
        _io_queue.wait_io_event(wait)
        if wait == 0:
            return _task_queue.pop()


def _has_ended(task, end, is_awaited):
    state = task.state
    task.state = False
    if callable(state):
        state(task, end)
        is_awaited = True
    elif state is not True:
        while state.peek():
            _task_queue.push(state.pop())
            is_awaited = True
    if not is_awaited:
        task.state = None
        if not isinstance(end, (CancelledError, StopIteration)):
            _task_queue.push(task)  # If nobody has waited for it until then, its error is reported.
    task.data = end


def run_until_complete(main_task=None):
    global cur_task
    endings = (CancelledError, Exception)
    while True:
        task = _next_task(main_task)
        if task is None:
            return
        if task.done():
            if task.state is None:
                Loop.call_exception_handler(
                    {"message": "Task exception wasn't retrieved", "exception": task.data, "future": task}
                )
            continue
        cur_task = task
        error = task.data
        try:
            if error is None:
                task.coro.send(None)
            else:
                task.data = None
                task.coro.throw(error)
        except endings as end:
            _has_ended(task, end, task is main_task)
            if task is main_task:
                cur_task = None
                if isinstance(end, StopIteration):
                    return end.value
                raise end


def run(coro):
    return run_until_complete(create_task(coro))


async def _stop():
    pass


_stop_task = None


# There is one, which is never made: its functions have no self.
class Loop:
    _exc_handler = None

    def create_task(coro):
        return create_task(coro)

    def run_forever():
        global _stop_task
        _stop_task = Task(_stop(), globals())
        run_until_complete(_stop_task)

    def run_until_complete(aw):
        return run_until_complete(_promote_to_task(aw))

    def stop():
        global _stop_task
        if _stop_task is not None:
            _task_queue.push(_stop_task)
            _stop_task = None

    def close():
        pass

    def set_exception_handler(handler):
        Loop._exc_handler = handler

    def get_exception_handler():
        return Loop._exc_handler

    def default_exception_handler(loop, context):
        future = context["future"]
        print(context["message"], file=sys.stderr)
        print("future:", future, "coro=", future.coro, file=sys.stderr)
        sys.print_exception(context["exception"], sys.stderr)

    def call_exception_handler(context):
        (Loop._exc_handler or Loop.default_exception_handler)(Loop, context)


# The arguments are those of older versions.
def get_event_loop(runq_len=0, waitq_len=0):
    return Loop


def current_task():
    if cur_task is None:
        raise RuntimeError("no running event loop")
    return cur_task


def new_event_loop():
    global _task_queue, _io_queue
    _task_queue = TaskQueue()
    _io_queue = IOQueue()
    return Loop


new_event_loop()
