# What a generator tells about itself
def numbers():
    yield made.gi_running
    yield 2


made = numbers()
print(made.__name__, made.gi_code is numbers.__code__, made.gi_running, made.gi_suspended, made.gi_frame is None)
print(next(made), made.gi_running, made.gi_suspended)
print(list(made), made.gi_frame is None, made.gi_suspended)


async def coroutine():
    pass


waiting = coroutine()
print(waiting.__name__, waiting.cr_running, hasattr(waiting, "gi_code"), hasattr(waiting, "cr_code"))
waiting.close()


def outer(a, b, /, c, *, d=1):
    def inner():
        return a
    return inner


code = outer.__code__
print(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, outer.__closure__)
print([cell.cell_contents for cell in outer(1, 2, 3).__closure__])
print(outer.__get__(None, int) is outer, (lambda self: self * 2).__get__(21)())
