import builtins

real_import = builtins.__import__


class Fake:
    part = "faked"


def fake_import(name, globals, locals, fromlist, level):
    if not name.startswith("fake"):
        return real_import(name, globals, locals, fromlist, level)
    print("import", name, fromlist, level)
    return Fake


builtins.__import__ = fake_import
import fake
import fake.inner as other
from fake import part
import math

builtins.__import__ = real_import
print(fake.part, part, math.floor(2.5))
real_build = builtins.__build_class__
builtins.__build_class__ = lambda body, name, *bases: (name, bases)


class A(int):
    pass


builtins.__build_class__ = real_build
print(A)
