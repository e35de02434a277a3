# Loops of every kind: while, range with steps, over a list, a dict, a str, enumerate, zip, reversed.
def run(rounds):
    items = list(range(40))
    names = {"a": 1, "b": 2, "c": 3}
    total = 0
    for _ in range(rounds):
        n = 0
        while n < 50:
            n += 1
            if n % 3 == 0:
                continue
            total += n
        for i in range(100, 0, -2):
            total -= i
        for item in items:
            total += item
        for i, item in enumerate(items):
            total += i * item
        for a, b in zip(items, items):
            total += a - b
        for item in reversed(items):
            total ^= item
        for key in names:
            total += names[key]
        for key, value in names.items():
            total += value
        for character in "abcdefghijklmnop":
            if character == "h":
                total += 1
        for (a, b), c in (((1, 2), 3), ((4, 5), 6)):
            total += a + b + c
    return total


print(run(100))
