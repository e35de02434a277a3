# Calls with defaults, keywords, stars; of builtins; of functions that are values.
def scaled(value, factor=3, *, offset=1):
    return value * factor + offset


def gather(*values, **options):
    return len(values) + len(options)


def apply(function, value):
    return function(value)


def run(steps):
    total = 0
    pair = (1, 2)
    for i in range(steps):
        total += scaled(i)
        total += scaled(i, 5)
        total += scaled(i, factor=2, offset=4)
        total += gather(i, i, name=i)
        total += gather(*pair)
        total += apply(abs, -i)
        total += max(i, 10) + len(pair) + min(pair)
        total += apply(lambda x: x + 1, i)
    return total


print(run(1500))
