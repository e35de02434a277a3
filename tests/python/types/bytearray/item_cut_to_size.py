# MicroPython's: an int that is stored into an item is cut to its size, for bytearray, memoryview and array alike.
import array

data = bytearray(4)
data[0] = 300
data[1] = -2
data[-1] = 511
print(data)  # expect: bytearray(b',\xfe\x00\xff')
view = memoryview(data)
view[2] = 256 + 7
print(data)  # expect: bytearray(b',\xfe\x07\xff')
numbers = array.array("B", [1])
numbers[0] = -3
print(numbers)  # expect: array('B', [253])
for wrong in (None, "1", 1.5, 1 << 80):
    try:
        data[0] = wrong
        print("stored")
    except (TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: OverflowError

# What is made or grown from ints is not cut.
for make in (lambda: bytearray([256]), lambda: data.append(256), lambda: data.extend([-1])):
    try:
        make()
    except ValueError as e:
        print(e)
# expect: byte must be in range(0, 256)
# expect: byte must be in range(0, 256)
# expect: byte must be in range(0, 256)
