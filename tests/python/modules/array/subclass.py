from array import array


class Samples(array):
    def mean(self):
        return sum(self) / len(self)


s = Samples("h", [3, 5, 10])
s.unit = "mV"
s.append(2)
s[0] = 4
print(len(s), s.mean(), s.unit, s == array("h", [4, 5, 10, 2]), isinstance(s, array), bytes(s), list(s[1:3]), 10 in s)
print(list(memoryview(s)), array("h", s), bytes(Samples("b", [97, 98])) == b"ab", s.typecode)
try:
    Samples()
except TypeError:
    print("TypeError")
