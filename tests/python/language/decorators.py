# Decorators of functions and classes, with and without arguments, several at once.
def loud(f):
    def wrapper(*args, **kwargs):
        print("before", args)
        result = f(*args, **kwargs)
        print("after", result)
        return result
    return wrapper

def times(n):
    def decorate(f):
        def wrapper(*args):
            return [f(*args) for _ in range(n)]
        return wrapper
    return decorate

@loud
def add(a, b):
    return a + b

add(1, 2)

@times(3)
@loud
def hello(name):
    return "hi " + name

print(hello("you"))

registry = {}
def register(cls):
    registry[cls.__name__] = cls
    return cls

@register
class Plugin:
    pass

print(registry == {"Plugin": Plugin})

class Wrap:
    def __init__(self, f):
        self.f = f
        self.calls = 0
    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)

@Wrap
def square(x):
    return x * x

print(square(3), square(4), square.calls)
