# @ and its in-place form.
class M:
    def __init__(self, n):
        self.n = n

    def __matmul__(self, other):
        return M(self.n * 10 + other.n)

    def __rmatmul__(self, other):
        return "right %s %d" % (other, self.n)

    def __imatmul__(self, other):
        self.n += other.n
        return self

a = M(1)
print((a @ M(2)).n, 5 @ a)
a @= M(7)
print(a.n)
try:
    1 @ 2
except TypeError:
    print("TypeError")
