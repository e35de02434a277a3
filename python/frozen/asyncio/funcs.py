# Waiting for several things: gather, wait_for.
from . import core


async def wait_for(aw, timeout, sleep=core.sleep):
    task = core._promote_to_task(aw)
    if timeout is None:
        return await task
    me = core.cur_task
    is_waiting = True
    outcome = None

    async def watch():
        nonlocal outcome
        try:
            outcome = await task, None
        except BaseException as error:
            outcome = None, error
        if is_waiting and me.data is None:  # Wakes it, unless it was cancelled.
            core._task_queue.remove(me)
            core._task_queue.push(me)

    watcher = core.create_task(watch())
    try:
        await sleep(timeout)
    except core.CancelledError:
        task.cancel()
        raise
    finally:
        is_waiting = False
    if outcome is None:
        task.cancel()
        await watcher
        raise core.TimeoutError
    result, error = outcome
    if error:
        raise error
    return result


def wait_for_ms(aw, timeout):
    return wait_for(aw, timeout, core.sleep_ms)


# What a gathering task waits for: cancelling it takes it off from nothing.
class _Gathering:
    @staticmethod
    def remove(task):
        pass


# async
def gather(*aws, return_exceptions=False):
    me = core.cur_task
    tasks = [core._promote_to_task(aw) for aw in aws]
    running = 0
    failure = None

    def note(end):
        nonlocal failure
        if failure is None and not return_exceptions and not isinstance(end, StopIteration):
            failure = end

    def done(task, end):
        nonlocal running
        running -= 1
        note(end)
        if me.data is _Gathering and (failure or not running):
            core._task_queue.push(me)

    for task in tasks:
        if task.state is not True and not task.done():
            raise RuntimeError("can't gather")
    for task in tasks:
        if task.done():
            task.state = False
            note(task.data)
        else:
            task.state = done
            running += 1
    is_cancelled = False
    if running and not failure:
        me.data = _Gathering
        try:
            yield
        except core.CancelledError as error:
            failure = error
            is_cancelled = True
    for task in tasks:
        if task.state is done:
            task.state = True
            if is_cancelled:
                task.cancel()
    if failure:
        raise failure
    return [task.data.value if isinstance(task.data, StopIteration) else task.data for task in tasks]
