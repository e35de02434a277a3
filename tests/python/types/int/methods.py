# bit_length and bit_count.
for n in (0, 1, -1, 255, 256, -256, 2 ** 31, 2 ** 64 - 1, -(2 ** 100)):
    print(n.bit_length(), n.bit_count(), end=" ")
print()
print((5).bit_length(), int.bit_length(9), True.bit_length())
