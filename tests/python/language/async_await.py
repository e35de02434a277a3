# Coroutines, driven by hand.
class Sleep:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        result = yield self.n
        return result

async def work(name, n):
    print(name, "begins")
    got = await Sleep(n)
    print(name, "got", got)
    return name + " done"

async def both():
    a = await work("a", 1)
    b = await work("b", 2)
    return a, b

c = both()
print(c.send(None), c.send("x"))
try:
    c.send("y")
except StopIteration as e:
    print(e.value)

class Manager:
    async def __aenter__(self):
        print("aenter")
        return 1

    async def __aexit__(self, *args):
        print("aexit", args[0])

class Stream:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n

async def main():
    async with Manager() as m:
        async for x in Stream(3):
            print("item", x + m)
        else:
            print("end of stream")

try:
    main().send(None)
except StopIteration:
    print("finished")
