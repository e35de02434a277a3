# 100,000 additions to a local variable.
def total():
    value = 0
    for _ in range(100000):
        value += 3
    return value


print(total())
