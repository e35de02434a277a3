# A dict with tuples for keys: the game of life on an endless board.
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    counts[key] = counts.get(key, 0) + 1
    return {cell: 1 for cell, count in counts.items() if count == 3 or count == 2 and cell in cells}


cells = {(1, 0): 1, (2, 1): 1, (0, 2): 1, (1, 2): 1, (2, 2): 1, (10, 10): 1, (11, 10): 1, (12, 10): 1}
for _ in range(30):
    cells = step(cells)
print(sorted(cells))
