# desktop only: imports modules from files
# Modules and packages that lie beside the program.
import support.simple
from support import package
from support.package import inner, VALUE
from support.simple import *
import support.package.inner as again

print(support.simple.__name__, support.simple.count, visible)
print("_hidden" in globals())
print(package.VALUE, VALUE, inner.relative, again is inner)
import support.simple as twice
print(twice is support.simple, twice.loaded)
try:
    from support import broken
except ZeroDivisionError:
    print("broken module")
try:
    from support import broken
except ZeroDivisionError:
    print("still broken")
