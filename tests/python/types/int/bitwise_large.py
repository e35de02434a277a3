# & | ^ ~ on large ints of both signs behave as if sign bits went on for ever.
values = (0, 1, -1, 0xFFFFFFFF, -0x100000000, 0x123456789ABCDEF0123456789, -0x123456789ABCDEF0123456789, 1 << 64, -(1 << 64))
for a in values:
    print(~a)
    for b in values:
        print(a & b, a | b, a ^ b)
