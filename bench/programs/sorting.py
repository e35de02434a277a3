# Lists: filled, sorted with and without a key, sliced.
def numbers(n):
    value = 12345
    for _ in range(n):
        value = (value * 1103515245 + 12345) & 0x3FFFFFFF
        yield value


data = list(numbers(1500))
data.sort()
by_digit = sorted(data, key=lambda n: n % 1000)
print(data[0] < data[-1], by_digit[0] % 1000, sum(data[::7]) & 0xFFFF)
