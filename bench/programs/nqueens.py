# Queens that do not attack each other: permutations by a generator, sets of sums.
def permutations(items, count):
    indices = list(range(len(items)))
    cycles = list(range(len(items), len(items) - count, -1))
    yield tuple(items[i] for i in indices[:count])
    while True:
        for i in range(count - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1 :] + indices[i : i + 1]
                cycles[i] = len(items) - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple(items[k] for k in indices[:count])
                break
        else:
            return


def queens(size):
    columns = range(size)
    for rows in permutations(list(columns), size):
        if size == len(set(rows[i] + i for i in columns)) == len(set(rows[i] - i for i in columns)):
            yield rows


def count_by_bits(size, columns=0, left=0, right=0):
    full = (1 << size) - 1
    if columns == full:
        return 1
    found = 0
    free = full & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        found += count_by_bits(size, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return found


print(list(queens(5))[:2], count_by_bits(6))
