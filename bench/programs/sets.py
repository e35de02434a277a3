# Sets: filled, tested, combined.
def run(rounds):
    total = 0
    evens = set(range(0, 200, 2))
    threes = set(range(0, 200, 3))
    for i in range(rounds):
        total += len(evens & threes) + len(evens | threes) + len(evens - threes) + len(evens ^ threes)
        seen = set()
        for n in range(100):
            seen.add(n * n % 41)
            if n in threes:
                total += 1
        seen.discard(i)
        total += len(seen) + (seen <= evens) + evens.issuperset(threes)
        names = {"one", "two", "three"}
        names.add("four")
        total += "two" in names
    return total


print(run(25))
