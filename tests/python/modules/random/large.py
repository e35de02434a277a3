# Numbers of any size, and the same ones after the same seed.
import random

for bits in (0, 1, 31, 32, 33, 64, 100, 500):
    print(bits, all(random.getrandbits(bits) < 1 << bits for _ in range(20)))
low, high = 2 ** 128 - 1, 2 ** 128
seen = {random.randint(low, high) for _ in range(60)}
print(seen == {low, high})
print(all(-10 ** 30 <= random.randrange(-10 ** 30, 10 ** 30) < 10 ** 30 for _ in range(20)))
print(sorted({random.randrange(10 ** 20, 10 ** 20 + 7, 3) - 10 ** 20 for _ in range(60)}))
print(sorted({random.randrange(10 ** 20, 10 ** 20 - 7, -3) - 10 ** 20 for _ in range(60)}))
print(len({random.getrandbits(70) for _ in range(50)}))
for arguments in ((10 ** 20, 10 ** 20), (10 ** 20, 0), (0, 10 ** 20, -1), (0, 10 ** 20, 0), (0,)):
    try:
        random.randrange(*arguments)
    except ValueError:
        print("ValueError")
for call in (lambda: random.randint(1, None), lambda: random.randrange([])):
    try:
        call()
    except TypeError:
        print("TypeError")
random.seed(5)
first = [random.getrandbits(80), random.randint(0, 10 ** 30), random.random()]
random.seed(5)
print(first == [random.getrandbits(80), random.randint(0, 10 ** 30), random.random()])
