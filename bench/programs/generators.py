# Generators, comprehensions, tuples.
def pairs(n):
    for i in range(n):
        yield i, i * i


print(sum(a ^ b for a, b in pairs(5000)), len([x for x, _ in pairs(2000) if x % 3]))
