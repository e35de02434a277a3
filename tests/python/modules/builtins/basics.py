import builtins
print(builtins.len is len, builtins.print is print, builtins.ValueError is ValueError)
builtins.extra = 42
print(extra)
def f():
    return extra
print(f())
builtins.extra = 43
print(f(), hasattr(builtins, "nothing_like_that"))
extra = "global wins"
print(f())
del extra
print(f())
print(len.__name__)
