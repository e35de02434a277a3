# Tasks go on in the order of their times, and of their arrival where these are the same.
import asyncio

log = []


async def step(name, times):
    for i in range(times):
        log.append(name)
        await asyncio.sleep(0)


async def at(name, seconds):
    await asyncio.sleep(seconds)
    log.append(name)


async def main():
    await asyncio.gather(step("a", 3), step("b", 2), step("c", 3))
    print(*log)
    log.clear()
    delays = [0.07, 0.01, 0.05, 0.03, 0.09, 0.02, 0.08, 0.04, 0.06]
    await asyncio.gather(*[at(int(d * 100 + 0.5), d) for d in delays])
    print(*log)
    log.clear()
    # Many at once, some of them taken out of the middle.
    tasks = [asyncio.create_task(at(i, 0.02 + (i * 7 % 20) / 500)) for i in range(20)]
    await asyncio.sleep(0)
    for i in range(0, 20, 3):
        tasks[i].cancel()
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError:
            log.append("-")
    print(sorted(x for x in log if x != "-"), log.count("-"))


asyncio.run(main())
