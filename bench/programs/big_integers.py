# Integers of any size: a thousand bits and more.
def digits(n):
    value = 1
    for i in range(2, n):
        value *= i
    return len(str(value)), value % 1000003


print(digits(200), pow(3, 1000, 2**127 - 1) & 0xFFFFFF)
