# What needs no memory works while the heap is locked; what needs some is a MemoryError; exceptions come with their text.
from micropython import heap_lock, heap_unlock, alloc_emergency_exception_buf

alloc_emergency_exception_buf(100)


class Callable:
    def __call__(self, a, b=2):
        return a + b


class Derived(Callable):
    def __call__(self, a):
        return super().__call__(a)


plain, derived = Callable(), Derived()
array, view, letters = bytearray(range(8)), memoryview(bytearray(4)), b"abc"
results = [None] * 12


def quiet():
    results[0] = plain(1)
    results[1] = plain(1, 5)
    results[2] = derived(3)
    results[3] = int.from_bytes(b"\1\2\0\0\0\0\0\0\0\0", "little")
    results[4] = "" + "x", 1 if "foo".replace("a", "b") == "foo" else 0
    results[5] = b"" + b"y"


def assign():
    array[2:4] = b"--"
    view[1:3] = b"ab"
    array[::2] = b"wxyz"
    del array[4:]


def fails(function, *arguments):
    heap_lock()
    try:
        function(*arguments)
        result = None
    except Exception as error:
        result = error
    heap_unlock()
    print(type(result).__name__, *(error_text for error_text in (str(result)[:48],) if error_text))


heap_lock()
try:
    quiet()
except MemoryError:
    pass  # of the tuple
heap_unlock()
print(results[:4], results[4])  # expect: [3, 6, 5, 513] None
heap_lock()
assign()
heap_unlock()
print(array, bytes(view))  # expect: bytearray(b'w\x01x-') b'\x00ab\x00'


def unknown():
    return nothing


def wrong():
    raise 0


def text():
    raise ValueError("a text that is much longer than any place that is kept for such a text, and so it is cut off")


def number():
    raise KeyError(5)


fails(unknown)  # expect: NameError name 'nothing' isn't defined
fails(wrong)  # expect: TypeError exceptions must derive from BaseException
fails(number)  # expect: KeyError 5
fails(lambda: letters.missing)  # expect: AttributeError 'bytes' object has no attribute 'missing'
fails(text)  # expect: ValueError a text that is much longer than any place that i
fails(lambda: [1, 2])  # expect: MemoryError
fails(lambda: letters + letters)  # expect: MemoryError

# Raised again, an exception needs no memory for its traceback.
error = ValueError("again")


def again():
    try:
        raise error
    except ValueError as caught:
        return caught


again()
error.__traceback__ = None
heap_lock()
results[6] = again()
heap_unlock()
print(results[6] is error, len(error.__traceback__))  # expect: True 1
