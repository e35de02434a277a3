import asyncio


async def waiter(name, event):
    print(name, "waits")
    print(name, await event.wait())


async def user(name, lock, pause):
    async with lock:
        print(name, "in", lock.locked())
        await asyncio.sleep(pause)
        print(name, "out")


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(i, event)) for i in range(3)]
    await asyncio.sleep(0)
    print(event.is_set())
    event.set()
    await asyncio.sleep(0)
    print(event.is_set(), await event.wait())
    event.clear()
    late = asyncio.create_task(waiter("late", event))
    await asyncio.sleep(0)
    late.cancel()
    try:
        await late
    except asyncio.CancelledError:
        print("cancelled")
    event.set()

    lock = asyncio.Lock()
    print(lock.locked())
    await asyncio.gather(user("a", lock, 0.01), user("b", lock, 0), user("c", lock, 0))
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError:
        print("RuntimeError")
    await lock.acquire()
    blocked = asyncio.create_task(user("d", lock, 0))
    free = asyncio.create_task(user("e", lock, 0))
    await asyncio.sleep(0)
    blocked.cancel()
    lock.release()
    try:
        await blocked
    except asyncio.CancelledError:
        print("d cancelled")
    await free
    print(lock.locked())


asyncio.run(main())
