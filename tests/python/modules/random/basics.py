import random
random.seed(7)
a = [random.getrandbits(16) for _ in range(5)]
random.seed(7)
print(a == [random.getrandbits(16) for _ in range(5)])
print(all(0 <= random.getrandbits(3) < 8 for _ in range(100)), random.getrandbits(0) if 1 else 0, random.getrandbits(100).bit_length() <= 100)
print(all(2 <= random.randint(2, 4) <= 4 for _ in range(100)), all(random.randrange(0, 10, 3) in (0, 3, 6, 9) for _ in range(100)))
print({random.randint(0, 2) for _ in range(200)} == {0, 1, 2}, random.choice([5]), random.choice("ab") in "ab")
print(all(0 <= random.random() < 1 for _ in range(200)), all(1 <= random.uniform(1, 2) <= 2 for _ in range(100)))
items = list(range(20))
random.shuffle(items)
print(sorted(items) == list(range(20)), random.randrange(1))
for f in (lambda: random.randrange(0), lambda: random.randint(3, 2), lambda: random.choice([]), lambda: random.getrandbits(-1)):
    try:
        f()
        print("no error")
    except (ValueError, IndexError) as e:
        print(type(e).__name__)
