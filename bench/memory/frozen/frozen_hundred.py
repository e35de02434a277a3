# A module of hundred functions, to be frozen into an image that measures what importing it takes (../table.py).


def f0(a, b):
    return a + b * 0


def f1(a, b):
    return a + b * 1


def f2(a, b):
    return a + b * 2


def f3(a, b):
    return a + b * 3


def f4(a, b):
    return a + b * 4


def f5(a, b):
    return a + b * 5


def f6(a, b):
    return a + b * 6


def f7(a, b):
    return a + b * 7


def f8(a, b):
    return a + b * 8


def f9(a, b):
    return a + b * 9


def f10(a, b):
    return a + b * 10


def f11(a, b):
    return a + b * 11


def f12(a, b):
    return a + b * 12


def f13(a, b):
    return a + b * 13


def f14(a, b):
    return a + b * 14


def f15(a, b):
    return a + b * 15


def f16(a, b):
    return a + b * 16


def f17(a, b):
    return a + b * 17


def f18(a, b):
    return a + b * 18


def f19(a, b):
    return a + b * 19


def f20(a, b):
    return a + b * 20


def f21(a, b):
    return a + b * 21


def f22(a, b):
    return a + b * 22


def f23(a, b):
    return a + b * 23


def f24(a, b):
    return a + b * 24


def f25(a, b):
    return a + b * 25


def f26(a, b):
    return a + b * 26


def f27(a, b):
    return a + b * 27


def f28(a, b):
    return a + b * 28


def f29(a, b):
    return a + b * 29


def f30(a, b):
    return a + b * 30


def f31(a, b):
    return a + b * 31


def f32(a, b):
    return a + b * 32


def f33(a, b):
    return a + b * 33


def f34(a, b):
    return a + b * 34


def f35(a, b):
    return a + b * 35


def f36(a, b):
    return a + b * 36


def f37(a, b):
    return a + b * 37


def f38(a, b):
    return a + b * 38


def f39(a, b):
    return a + b * 39


def f40(a, b):
    return a + b * 40


def f41(a, b):
    return a + b * 41


def f42(a, b):
    return a + b * 42


def f43(a, b):
    return a + b * 43


def f44(a, b):
    return a + b * 44


def f45(a, b):
    return a + b * 45


def f46(a, b):
    return a + b * 46


def f47(a, b):
    return a + b * 47


def f48(a, b):
    return a + b * 48


def f49(a, b):
    return a + b * 49


def f50(a, b):
    return a + b * 50


def f51(a, b):
    return a + b * 51


def f52(a, b):
    return a + b * 52


def f53(a, b):
    return a + b * 53


def f54(a, b):
    return a + b * 54


def f55(a, b):
    return a + b * 55


def f56(a, b):
    return a + b * 56


def f57(a, b):
    return a + b * 57


def f58(a, b):
    return a + b * 58


def f59(a, b):
    return a + b * 59


def f60(a, b):
    return a + b * 60


def f61(a, b):
    return a + b * 61


def f62(a, b):
    return a + b * 62


def f63(a, b):
    return a + b * 63


def f64(a, b):
    return a + b * 64


def f65(a, b):
    return a + b * 65


def f66(a, b):
    return a + b * 66


def f67(a, b):
    return a + b * 67


def f68(a, b):
    return a + b * 68


def f69(a, b):
    return a + b * 69


def f70(a, b):
    return a + b * 70


def f71(a, b):
    return a + b * 71


def f72(a, b):
    return a + b * 72


def f73(a, b):
    return a + b * 73


def f74(a, b):
    return a + b * 74


def f75(a, b):
    return a + b * 75


def f76(a, b):
    return a + b * 76


def f77(a, b):
    return a + b * 77


def f78(a, b):
    return a + b * 78


def f79(a, b):
    return a + b * 79


def f80(a, b):
    return a + b * 80


def f81(a, b):
    return a + b * 81


def f82(a, b):
    return a + b * 82


def f83(a, b):
    return a + b * 83


def f84(a, b):
    return a + b * 84


def f85(a, b):
    return a + b * 85


def f86(a, b):
    return a + b * 86


def f87(a, b):
    return a + b * 87


def f88(a, b):
    return a + b * 88


def f89(a, b):
    return a + b * 89


def f90(a, b):
    return a + b * 90


def f91(a, b):
    return a + b * 91


def f92(a, b):
    return a + b * 92


def f93(a, b):
    return a + b * 93


def f94(a, b):
    return a + b * 94


def f95(a, b):
    return a + b * 95


def f96(a, b):
    return a + b * 96


def f97(a, b):
    return a + b * 97


def f98(a, b):
    return a + b * 98


def f99(a, b):
    return a + b * 99
