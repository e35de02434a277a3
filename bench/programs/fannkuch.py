# Pancakes turned: permutations in a list, slices reversed.
def fannkuch(n):
    order = list(range(n))
    counts = [0] * n
    flips = checksum = number = 0
    while True:
        first = order[0]
        if first:
            work = order[:]
            turned = 0
            while first:
                work[: first + 1] = work[first::-1]
                turned += 1
                first = work[0]
            if turned > flips:
                flips = turned
            checksum += -turned if number & 1 else turned
        number += 1
        i = 1
        while True:
            if i == n:
                return checksum, flips
            order.insert(i, order.pop(0))
            counts[i] += 1
            if counts[i] <= i:
                break
            counts[i] = 0
            i += 1


print(fannkuch(6))
