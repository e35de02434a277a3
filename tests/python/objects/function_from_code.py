def get():
    return value


function = type(get)
print(function(get.__code__, {"value": 1})(), function(get.__code__, {"value": 2})())
nested = (lambda: (lambda: value)).__code__
print(function(nested, {"value": 3})()())
for arguments in ((None, {}), (get.__code__, None), (5,)):
    try:
        function(*arguments)
    except TypeError:
        print("TypeError")
print(get.__globals__ is globals())
try:
    get.__globals__ = {}
except AttributeError:
    print("AttributeError")
