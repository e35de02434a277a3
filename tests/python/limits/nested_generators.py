# A generator that runs itself anew without end: RuntimeError, though its frames take no place on the Python stack.
def delegating():
    yield from delegating()


def looping():
    for each in looping():
        yield each


for function in (delegating, looping):
    try:
        next(function())
    except RuntimeError:
        print("RuntimeError")

# What was taken is free again.
print(sum(i for i in range(1000)))
