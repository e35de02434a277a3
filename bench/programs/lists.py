# Lists: append, pop, insert, index, slices, reversal, concatenation, a matrix product.
def product(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def run(rounds):
    total = 0
    for _ in range(rounds):
        stack = []
        for i in range(100):
            stack.append(i)
        while len(stack) > 50:
            total += stack.pop()
        for i in range(20):
            stack.insert(i, i)
        stack.extend(range(30))
        stack += [1, 2, 3]
        total += stack.index(40) + stack.count(7) + len(stack[10:40]) + sum(stack[::-3])
        stack.reverse()
        joined = stack + stack[:10]
        joined[5:15] = [0] * 4
        del joined[3]
        for i, item in enumerate(joined):
            if item == i:
                total += 1
        copy = [None] * len(joined)
        for i in range(len(joined)):
            copy[i] = joined[-i - 1]
        total += copy == joined[::-1]
    square = [[(row * column) % 7 for column in range(8)] for row in range(8)]
    for _ in range(4):
        square = [[n % 10 for n in row] for row in product(square, square)]
    return total, square[3]


print(run(25))
