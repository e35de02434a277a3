# repr() of an exception shows its arguments as a tuple, with the comma of a tuple of one, as MicroPython does.
class Own(Exception):
    pass


print(repr(ValueError("x")))  # expect: ValueError('x',)
print(repr(ValueError()), repr(ValueError(1, "a")))  # expect: ValueError() ValueError(1, 'a')
print([Own(5), KeyError(("t",))])  # expect: [Own(5,), KeyError(('t',),)]
print("{!r} {}".format(OSError(2), ValueError("x")))  # expect: OSError(2,) x
