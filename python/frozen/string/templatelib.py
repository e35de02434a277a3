# What t-strings make (Library Reference, string.templatelib; PEP 750). The texts of a Template are one more than its
# interpolations.


class Interpolation:
    __match_args__ = ("value", "expression", "conversion", "format_spec")

    def __init__(self, value, expression="", conversion=None, format_spec=""):
        self._parts = (value, expression, conversion, format_spec)

    value = property(lambda self: self._parts[0])
    expression = property(lambda self: self._parts[1])
    conversion = property(lambda self: self._parts[2])
    format_spec = property(lambda self: self._parts[3])

    def __repr__(self):
        return "Interpolation" + repr(self._parts)


class Template:
    def __init__(self, *args, **keywords):
        if keywords:
            raise TypeError("function doesn't take keyword arguments")
        strings = [""]
        interpolations = []
        for part in args:
            if isinstance(part, str):
                strings[-1] += part
            elif isinstance(part, Interpolation):
                interpolations.append(part)
                strings.append("")
            else:
                raise TypeError("expected str or Interpolation")
        self._strings = tuple(strings)
        self._interpolations = tuple(interpolations)

    strings = property(lambda self: self._strings)
    interpolations = property(lambda self: self._interpolations)
    values = property(lambda self: tuple([part.value for part in self._interpolations]))

    def __iter__(self):
        after = iter(self._interpolations)
        for text in self._strings:
            if text:
                yield text
            for part in after:
                yield part
                break

    def __add__(self, other):
        if not isinstance(other, Template):
            return NotImplemented
        return Template(*self, *other)

    def __repr__(self):
        return "Template(strings=%r, interpolations=%r)" % (self._strings, self._interpolations)


def _template(strings, *parts):
    # `parts` are the four of each interpolation, one after the other, or one list of these.
    if len(parts) == 1:
        parts = parts[0]
        if not isinstance(parts, (list, tuple)):
            raise TypeError("object '%s' isn't a tuple or list" % type(parts).__name__)
    result = Template()
    result._strings = strings
    result._interpolations = tuple([Interpolation(*parts[i:i + 4]) for i in range(0, len(parts) - 3, 4)])
    return result
