# Data nested deeper than the C stack can follow: printing, comparing and hashing end in RuntimeError.
def nested(wrap, depth):
    result = ()
    for _ in range(depth):
        result = wrap(result)
    return result


def end_of(wrap, use):
    depth = 128
    while True:
        data = nested(wrap, depth), nested(wrap, depth)
        try:
            use(*data)
        except RuntimeError:
            return "RuntimeError"
        depth *= 4


def make_list(item):
    return [item]


def make_dict(item):
    return {1: item}


def make_tuple(item):
    return (item,)


print(end_of(make_list, lambda a, b: repr(a)))  # expect: RuntimeError
print(end_of(make_list, lambda a, b: a == b))  # expect: RuntimeError
print(end_of(make_dict, lambda a, b: repr(a)))  # expect: RuntimeError
print(end_of(make_dict, lambda a, b: a == b))  # expect: RuntimeError
print(end_of(make_tuple, lambda a, b: hash(a)))  # expect: RuntimeError
print(end_of(make_tuple, lambda a, b: a < b))  # expect: RuntimeError
data = frozenset()
try:
    for _ in range(2000):  # a set asks what it takes up for its hash
        data = frozenset((data,))
except RuntimeError:  # CPython keeps the hash, and has none here
    pass
print(len(data))  # expect: 1
