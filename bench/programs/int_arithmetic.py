# Small ints: every operator, divisors, prime numbers, a sieve, Collatz.
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def primes(limit):
    sieve = [True] * limit
    count = 0
    for n in range(2, limit):
        if sieve[n]:
            count += 1
            for multiple in range(n * n, limit, n):
                sieve[multiple] = False
    return count


def longest_chain(limit):
    best = best_length = 0
    for start in range(1, limit):
        n = start
        length = 1
        while n != 1:
            n = n * 3 + 1 if n & 1 else n >> 1
            length += 1
        if length > best_length:
            best, best_length = start, length
    return best, best_length


def mixed(count):
    a, b = 12345, 678
    for i in range(1, count):
        a = (a * 31 + b) & 0x7FFFF
        b = (b ^ a) % 1021 + (a // i) - (a << 2 & 255)
        if not -5 < b <= 100000:
            b = ~b & 1023
    return a, b


print(sum(gcd(i, 360) for i in range(500)), primes(3000), longest_chain(300), mixed(5000))
