# A generator that waits in an except or finally clause keeps what it handles to itself.
# desktop only: sys.exc_info is not on the chip
import sys


def show(exception):
    return (type(exception).__name__, *getattr(exception, "args", ()))


def handled():
    return show(sys.exc_info()[1])


def bare():
    try:
        raise
    except RuntimeError as e:
        return "nothing to raise: " + e.args[0]
    except Exception as e:
        return ("raised again", show(e))


def waiting():
    try:
        raise ValueError(1)
    except ValueError:
        yield handled()
        yield handled()
        raise
    finally:
        print("finally", handled())


generator = waiting()
print(next(generator), handled())
try:
    raise KeyError(2)
except KeyError:
    print(next(generator), handled())
print(bare())
try:
    next(generator)
except ValueError as e:
    print(e.args, handled())
print(handled())


# What was handled around is there again, however the clause was entered.
def nested():
    yield handled()
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise TypeError(2)
        except TypeError:
            yield handled()
            yield handled()
        yield handled()
    yield handled()


generator = nested()
try:
    raise KeyError("first")
except KeyError:
    print(next(generator), next(generator), handled())
print(next(generator), handled())
try:
    raise KeyError("second")
except KeyError:
    print(next(generator), handled())
    print(next(generator), handled())
print(list(generator), handled())


# The generator that delegates is the consumer of the one it delegates to.
def inner():
    print("inner sees", handled())
    yield bare()
    try:
        raise IndexError(3)
    except IndexError:
        yield handled()
        return "done"


def outer():
    try:
        raise ValueError(4)
    except ValueError:
        result = yield from inner()
        print(result, handled())
        yield handled()


for text in outer():
    print(text, "outside", handled())


# throw() and close() raise where the generator handles something.
def thrown_at():
    try:
        raise ValueError(5)
    except ValueError:
        try:
            yield
        except Exception as e:
            print("caught", show(e), "in", show(e.__context__))
            yield
        finally:
            print("leaving", handled())


generator = thrown_at()
next(generator)
generator.throw(KeyError(6))
print(handled())
generator.close()
print(handled())


# A normal way through finally handles nothing.
def passing():
    try:
        yield handled()
    finally:
        yield handled()
        yield handled()


generator = passing()
print(next(generator), next(generator))
try:
    raise OSError(7)
except OSError:
    print(next(generator))
print(list(generator), handled())


# async with that is left by return out of an except clause.
class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        await Pause()
        print("exit", details[0], handled())


class Pause:
    def __await__(self):
        yield handled()


async def task():
    async with Manager():
        try:
            await Pause()
            raise ValueError(8)
        except ValueError:
            await Pause()
            return "returned"


coroutine = task()
try:
    while True:
        try:
            raise KeyError("loop")
        except KeyError:
            print(coroutine.send(None), handled())
        print(coroutine.send(None), handled())
except StopIteration as e:
    print(e.value)
print(handled())


# with and its __exit__; generator expressions.
class Suppress:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


def with_blocks():
    with Suppress():
        try:
            raise ValueError(9)
        except ValueError:
            yield from (handled() for _ in range(2))
            yield handled()
            raise
    yield handled()


for text in with_blocks():
    print(text, handled())
