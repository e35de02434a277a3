# Functions inside functions: variables that they share, counters, decorators, map and filter.
def counter(start):
    value = start

    def step(by):
        nonlocal value
        value += by
        return value

    def read():
        return value

    return step, read


def twice(function):
    def wrapper(*arguments):
        return function(*arguments) + function(*arguments)

    return wrapper


@twice
def plus(a, b):
    return a + b


def run(steps):
    step, read = counter(10)
    total = 0
    for i in range(steps):
        step(i)
        total += read()
        total += plus(i, 1)
    adders = [lambda x, n=n: x + n for n in range(10)]
    for _ in range(steps // 10):
        for add in adders:
            total = add(total)
    return total + sum(map(lambda x: x * 2, filter(lambda x: x & 1, range(steps))))


print(run(2000))
