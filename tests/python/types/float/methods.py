# is_integer and as_integer_ratio.
print((1.0).is_integer(), (1.5).is_integer(), (0.0).is_integer(), (-3.0).is_integer(), float("inf").is_integer(), float("nan").is_integer(), (1e20).is_integer())
print((0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), (0.0).as_integer_ratio(), (1024.0).as_integer_ratio())
print(int(3.99), int(-3.99), int(1e9), int(2.0 ** 70), int(-(2.0 ** 100)))
