import asyncio


async def work(name, times, pause):
    for i in range(times):
        print(name, i)
        await asyncio.sleep(pause)
    return name * 2


async def fail(text):
    await asyncio.sleep(0)
    raise ValueError(text)


async def until_cancelled(name):
    try:
        print(name, "waits")
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "cleans up")


async def main():
    print(await work("a", 1, 0))
    first = asyncio.create_task(work("b", 3, 0.02))
    second = asyncio.create_task(work("c", 2, 0.03))
    print(first.done(), await first, await second, first.done())
    print(await asyncio.gather(work("d", 2, 0.01), work("e", 2, 0.015)))
    # Awaited again, a task gives its result again.
    print(await first, await first)

    try:
        await fail("direct")
    except ValueError as e:
        print("caught", e)
    try:
        await asyncio.create_task(fail("task"))
    except ValueError as e:
        print("caught", e)
    try:
        await asyncio.gather(fail("gathered"), work("f", 1, 0))
    except ValueError as e:
        print("caught", e)
    results = await asyncio.gather(fail("kept"), work("g", 1, 0), return_exceptions=True)
    print(type(results[0]).__name__, results[1])

    task = asyncio.create_task(until_cancelled("h"))
    await asyncio.sleep(0)
    print(task.cancel())
    try:
        await task
    except asyncio.CancelledError:
        print("h is gone", task.done(), task.cancel())

    # What waits for a task is cancelled through it.
    inner = asyncio.create_task(until_cancelled("i"))

    async def outer():
        try:
            await inner
        except asyncio.CancelledError:
            print("outer cancelled")
            raise

    task = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("both gone", inner.done())

    print(await asyncio.wait_for(work("j", 1, 0.001), 5))
    print(await asyncio.wait_for(work("k", 1, 0.001), None))
    try:
        await asyncio.wait_for(until_cancelled("l"), 0.02)
    except asyncio.TimeoutError:
        print("too late")
    try:
        await asyncio.wait_for(fail("in time"), 1)
    except ValueError as e:
        print("caught", e)
    return "done"


print(asyncio.run(main()))
