# Infinities, NaN and the negative zero.
inf = float("inf")
nan = float("nan")
print(inf, -inf, nan, inf + 1, inf - inf, inf * 0, inf * -2, 1 / inf, -1 / inf)
print(nan == nan, nan != nan, nan < nan, inf == inf, inf > 10 ** 30, -inf < 0, nan < 1)
print(0.0 == -0.0, str(-0.0))
print(bool(nan), bool(0.0), bool(-0.0), bool(inf), not 0.0)
print(max(1.0, inf), min(-inf, 0), abs(-inf), -nan != -nan)
print(nan in [nan], [nan] == [nan])
