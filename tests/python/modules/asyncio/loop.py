import asyncio
import sys


async def fail():
    raise OSError(5)


def handler(loop, context):
    print(context["message"], type(context["exception"]).__name__, context["future"].done())


async def main():
    loop = asyncio.get_event_loop()
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)  # expect: True
    asyncio.create_task(fail())
    asyncio.create_task(fail()).cancel()
    await asyncio.sleep_ms(300)  # expect: Task exception wasn't retrieved OSError True
    print(asyncio.current_task().done())  # expect: False
    try:
        asyncio.current_task().cancel()
    except RuntimeError as e:
        print(e)  # expect: can't cancel self
    loop.call_exception_handler({"message": "own", "exception": KeyError(), "future": asyncio.current_task()})  # expect: own KeyError False


asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as e:
    print(e)  # expect: no running event loop


async def forever(loop):
    await asyncio.sleep_ms(2)
    print("stop")  # expect: stop
    loop.stop()


loop = asyncio.new_event_loop()
loop.create_task(forever(loop))
loop.run_forever()
loop.close()


async def value():
    return 42


print(loop.run_until_complete(value()))  # expect: 42
task = loop.create_task(value())
print(loop.run_until_complete(task), task.done())  # expect: 42 True
try:
    asyncio.run(fail())
except OSError as e:
    print("OSError", e.errno)  # expect: OSError 5
for wrong in (None, 5, value):
    try:
        asyncio.create_task(wrong)
    except TypeError as e:
        print(e)
# expect: coroutine expected
# expect: coroutine expected
# expect: coroutine expected


async def exits():
    raise SystemExit(3)


try:
    asyncio.run(exits())
except SystemExit as e:
    print("SystemExit", e.args[0])  # expect: SystemExit 3
print(asyncio.__version__, hasattr(asyncio, "Queue"))  # expect: (3, 0, 0) False

import uasyncio

print(uasyncio.Event is asyncio.Event, uasyncio.run is asyncio.run)  # expect: True True


async def late():
    print(await asyncio.wait_for_ms(value(), 20000))
    try:
        await asyncio.wait_for_ms(asyncio.Event().wait(), 5)
    except (TypeError, asyncio.TimeoutError) as e:
        print(type(e).__name__)


asyncio.run(late())
# expect: 42
# expect: TimeoutError
