# Arrays times a number: at once, or not at all.
from array import array

numbers = array("h", [1, -2])
print(numbers * 3)  # expect: array('h', [1, -2, 1, -2, 1, -2])
print(2 * numbers)  # expect: array('h', [1, -2, 1, -2])
print(numbers * 0, numbers * -5)  # expect: array('h') array('h')
print(numbers * True)  # expect: array('h', [1, -2])
print(array("d") * 1000000000)  # expect: array('d')
for times in (1 << 40, 1 << 61):
    for code in "bd":
        try:
            array(code, [1, 2, 3, 4, 5, 6, 7, 8]) * times
            print("there is no such memory")
        except MemoryError:
            pass
        except OverflowError:  # a number beyond an index
            pass
try:
    numbers * 1.5
except TypeError:
    print("TypeError")  # expect: TypeError
