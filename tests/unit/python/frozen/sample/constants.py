# Every kind of constant that a frozen module can hold.
_HIDDEN = const(0xFFFFFFFF & ~0xFF)
small = -5
medium = 1073741824
medium_negative = -2147483649
large = 0x123456789ABCDEF0123456789
folded = _HIDDEN
floats = (0.1, -2.5, 1e-300, 0.0, 1e300, 123456789.0)
text = "plain 'text'\n"
wide = "h\u00e9 \U0001f40d"
data = b"\x00\xff?"
nested = (None, True, ..., (), ("name", (1,)))


def function(a, b="default", *, c=(1, 2)):
    return a, b, c, [x for x in range(3)]


called = function(1)


class Thing:
    """dropped"""

    kind = "thing"

    def method(self):
        return self.kind


made = Thing().method()
