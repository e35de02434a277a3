# __dict__ of a builtin module has what the module has; changing it changes nothing.
import sys

names = sys.__dict__
print(type(names), names["__name__"], names["exit"] is sys.exit, "byteorder" in names)
