# The first program: what is this board, and does it count?
import gc
import sys

print("Hello from", sys.platform, "with", sys.implementation.name, "on", sys.implementation._machine)


def primes(limit):
    sieve = [True] * (limit + 1)
    for n in range(2, limit + 1):
        if sieve[n]:
            yield n
            for multiple in range(n * n, limit + 1, n):
                sieve[multiple] = False


print("primes:", *primes(50))
print("2 ** 100 =", 2**100)
print(f"one third is about {1 / 3:.5f}, and {gc.mem_free() // 1024} KiB of heap are free")
