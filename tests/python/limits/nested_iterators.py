# Iterators over iterators, so deep that the C stack does not suffice: RuntimeError, and the program goes on.
def end_of(wrap):
    depth = 128
    while True:
        iterator = iter((1, 2))
        for _ in range(depth):
            iterator = wrap(iterator)
        try:
            list(iterator)
        except RuntimeError:
            return "RuntimeError"
        depth *= 2


print(end_of(lambda each: map(abs, each)))  # expect: RuntimeError
print(end_of(lambda each: filter(None, each)))  # expect: RuntimeError
print(end_of(zip))  # expect: RuntimeError
print(list(map(str, filter(None, zip((1, 2), enumerate("ab"))))))  # expect: ["(1, (0, 'a'))", "(2, (1, 'b'))"]
