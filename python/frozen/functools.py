# Higher-order functions (Library Reference, functools), as far as small programs use them.


def reduce(function, iterable, *initial):
    iterator = iter(iterable)
    if initial:
        result = initial[0]
    else:
        for result in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        result = function(result, item)
    return result


class partial:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        if not self.keywords:
            return self.func(*self.args, *args, **keywords)
        merged = self.keywords.copy()
        merged.update(keywords)
        return self.func(*self.args, *args, **merged)


def update_wrapper(wrapper, wrapped, assigned=None, updated=None):
    # Functions carry no attributes of their own here: there is nothing to copy.
    return wrapper


def wraps(wrapped, assigned=None, updated=None):
    return lambda wrapper: wrapper


def cmp_to_key(compare):
    class Key:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            return compare(self.value, other.value) < 0

        def __gt__(self, other):
            return compare(self.value, other.value) > 0

        def __eq__(self, other):
            return compare(self.value, other.value) == 0

        def __le__(self, other):
            return compare(self.value, other.value) <= 0

        def __ge__(self, other):
            return compare(self.value, other.value) >= 0

    return Key
