# What a float can hold exactly is exact; the rest is right to the last place but one of a single.
import math

INF = float("inf")


def near(got, want):
    return abs(got - want) <= abs(want) * 1.5e-7


print(all(2.0**n == 1 << n for n in range(100)))
print(all(math.log2(1 << n) == n for n in range(100)))
print(all(math.log2(1 / (1 << n)) == -n for n in range(60)))
print([math.pow(10, n) for n in range(4)])
print([math.log10(n) for n in (1, 10, 100, 1000)])
print(all(math.pow(n, 2) == n * n and math.pow(n * n, 0.5) == n for n in range(1, 300)))
print(math.exp(0), math.log(1))

print(near(math.exp(1), 2.718281828), near(math.exp(-20), 2.0611536e-9), near(math.exp(60), 1.14200739e26))
print(near(math.log(10), 2.302585093), near(math.log(1e-20), -46.05170186))
print(near(math.log(1.0009765625), 0.00097608597), near(math.log(0.9990234375), -0.00097703965))
print(near(math.pow(1.5, 2.5), 2.7556759606), near(math.pow(7, -30), 4.43668708e-26), near(9.5**0.25, 1.7556215427))
print(all(near(math.exp(math.log(n / 7)), n / 7) for n in range(5, 9)))

print((-2.0) ** 3, (-2.0) ** 4, (-0.5) ** -3)
print(math.pow(-1, INF), math.pow(0.5, INF), math.pow(2, -INF), math.pow(2, INF))
print(math.pow(-INF, 3), math.pow(-INF, -3), math.pow(-0.0, 3), math.pow(INF, 0))
print(math.exp(-INF), math.exp(INF), math.exp(-2000), math.log(INF))
