# As in MicroPython, any exception has its first argument as `value`; tools look there for the text.
try:
    (lambda: 0)(0)
except TypeError as error:
    print(error.value)  # expect: <lambda>() takes 0 positional arguments but 1 were given
print(KeyError().value, ValueError(1, 2).value)  # expect: None 1
