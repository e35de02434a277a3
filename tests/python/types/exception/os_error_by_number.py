# What the system raises is OSError(number), and yet caught as what the number means.
for number, kind in ((2, FileNotFoundError), (110, TimeoutError), (104, ConnectionError), (17, FileExistsError)):
    try:
        raise OSError(number)
    except kind as error:
        print(repr(error), isinstance(error, kind))
# expect: OSError(2,) True
# expect: OSError(110,) True
# expect: OSError(104,) True
# expect: OSError(17,) True

try:
    raise OSError(5)
except FileNotFoundError:
    print("wrong")
except OSError as error:
    print(error)  # expect: [Errno 5] EIO
print(OSError(5, "text"))  # expect: [Errno 5] EIO: text
print(OSError(9999, "text"))  # expect: [Errno 9999] text
print(OSError(5, "text", "name"))  # expect: (5, 'text', 'name')
print(OSError("text"), OSError(), OSError(9999))  # expect: text  9999

print(isinstance(OSError(), FileNotFoundError), isinstance(OSError("x"), TimeoutError))  # expect: False False
