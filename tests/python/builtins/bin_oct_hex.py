for n in (0, 1, -1, 10, 255, -255, 2**40, -2**70, True):
    print(bin(n), oct(n), hex(n))
class Index:
    def __index__(self):
        return 12
print(bin(Index()), hex(Index()))
for wrong in (1.5, "1", None):
    try:
        print(hex(wrong))
    except TypeError:
        print("TypeError")
