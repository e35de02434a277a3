# Memoryviews and arrays: items and slices without copies.
from array import array


def run(rounds):
    data = bytearray(range(200))
    numbers = array("h", [n * 3 for n in range(100)])
    total = 0
    for _ in range(rounds):
        view = memoryview(data)
        for i in range(0, len(view), 10):
            part = view[i : i + 10]
            part[0] = part[9]
            total += part[4] + len(part)
        for i in range(len(numbers)):
            numbers[i] = (numbers[i] + i) & 0x7FF
        for number in numbers:
            total += number
        view[0:50] = view[100:150]
        total += sum(view[20:40])
    return total, bytes(memoryview(data)[5:10])


print(run(50))
