# Generators of `async def`: their values, awaits inside, asend, athrow, aclose; and comprehensions over them.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def run(coroutine, *answers):
    "Drives it by hand; what it pauses with is printed."
    answers = list(answers)
    sent = None
    try:
        while True:
            print("paused with", coroutine.send(sent))
            sent = answers.pop(0) if answers else None
    except StopIteration as stop:
        return stop.value


async def numbers(n):
    try:
        for i in range(n):
            if i == 1:
                print("got", await Pause("in numbers"))
            yield i
    finally:
        print("closed", n)


async def loops():
    async for x in numbers(3):
        print(x)
    else:
        print("else")
    print([x async for x in numbers(2)], {x async for x in numbers(1)}, {x: -x async for x in numbers(1)})
    print([x + y async for x in numbers(1) for y in (10, 20) if x < y])
    print([await Pause(i) for i in range(2)])
    doubled = (x * 2 async for x in numbers(2) if x)
    async for x in doubled:
        print("doubled", x)
    return "end"


print(run(loops(), "a", "b", "c", "d"))


async def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = "caught " + str(error)


async def methods():
    e = echo()
    print(await e.asend(None), await e.asend(1), await e.asend(2))
    print(await e.athrow(ValueError("thrown")))
    print(await e.__anext__())
    await e.aclose()
    try:
        await e.asend(3)
    except StopAsyncIteration:
        print("stopped")
    fresh = numbers(5)
    await fresh.aclose()
    print([x async for x in fresh])
    started = numbers(5)
    print(await started.__anext__())
    try:
        await started.athrow(KeyError("k"))
    except KeyError as error:
        print("out", error)
    step = echo().asend(None)
    print(await step)
    try:
        await step
    except RuntimeError:
        print("RuntimeError")
    try:
        await numbers(1).asend("early")
    except TypeError:
        print("TypeError")
    return e is e.__aiter__()


print(run(methods()))


async def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


async def ignores():
    s = stubborn()
    await s.__anext__()
    try:
        await s.aclose()
    except RuntimeError as error:
        print(error)


run(ignores())


async def cleans_up():
    try:
        yield 1
    finally:
        print("last await", await Pause("while closing"))


async def closes():
    g = cleans_up()
    await g.__anext__()
    await g.aclose()


run(closes(), "answer")
print(type(numbers(1)).__name__, hasattr(numbers(1), "__next__"))
