# reduce, partial, cmp_to_key, wraps
from functools import cmp_to_key, partial, reduce, wraps

print(reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [3, 9, 2], 5), reduce(max, [], 7))
try:
    reduce(max, [])
except TypeError:
    print("TypeError")

power = partial(pow, 2)
print(power(5), partial(int, base=2)("101"), partial(print, 1, 2, sep="-")(3))
print(partial(sorted, reverse=True)([1, 3, 2], reverse=False))
print(power.func is pow, power.args, power.keywords)

print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


def decorator(function):
    @wraps(function)
    def wrapper(*args):
        return function(*args) + 1

    return wrapper


@decorator
def f(x):
    return x


print(f(1))
