# Comprehensions of lists, dicts and sets, nested ones, generator expressions, sum, any and all.
def run(rounds):
    total = 0
    for i in range(rounds):
        squares = [n * n for n in range(50)]
        odd = [n for n in squares if n & 1]
        table = [[row * column for column in range(8)] for row in range(8)]
        lookup = {n: n + i for n in odd}
        digits = {n % 10 for n in squares}
        total += sum(odd) + len(lookup) + len(digits) + sum(sum(row) for row in table)
        total += any(n > 2000 for n in squares) + all(n >= 0 for n in squares)
        total += sum(a * b for a, b in zip(squares, odd))
    return total


print(run(40))
