# Tuples and lists made and taken apart: swaps, several results, stars, pairs in a loop.
def divide(a, b):
    return a // b, a % b


def run(steps):
    a, b, c = 1, 2, 3
    total = 0
    pairs = [(n, n + 1) for n in range(10)]
    for i in range(steps):
        a, b, c = b, c, a
        quotient, rest = divide(i, 7)
        total += quotient + rest + a
        first, *others = (i, a, b, c)
        total += first + len(others)
        [x, y], z = (i, b), c
        total += x + y + z
        if i % 10 == 0:
            for left, right in pairs:
                total += left * right
    return total


print(run(2500))
