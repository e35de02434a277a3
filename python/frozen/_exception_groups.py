# ExceptionGroup and what `except*` does with it (Library Reference, exceptions; PEP 654). Loaded when a program names
# one of the classes or an `except*` catches something: from then on the classes are builtins.
import builtins


class BaseExceptionGroup(BaseException):
    def __new__(cls, message, exceptions):
        parts = tuple(exceptions)
        if not isinstance(message, str):
            raise TypeError("argument 1 must be str, not " + type(message).__name__)
        if not parts:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        plain = True
        for part in parts:
            if not isinstance(part, BaseException):
                raise ValueError("Item of second argument (exceptions) is not an exception")
            plain = plain and isinstance(part, Exception)
        if cls is BaseExceptionGroup and plain:
            cls = ExceptionGroup
        elif not plain and issubclass(cls, Exception):
            raise TypeError("Cannot nest BaseExceptions in an " + cls.__name__)
        self = BaseException.__new__(cls, message, exceptions)
        self._parts = parts
        return self

    def __init__(self, *args):
        pass

    message = property(lambda self: self.args[0])
    exceptions = property(lambda self: self._parts)

    def __str__(self):
        count = len(self._parts)
        return "%s (%d sub-exception%s)" % (self.message, count, "" if count == 1 else "s")

    def derive(self, exceptions):
        return BaseExceptionGroup(self.message, exceptions)

    def _part(self, exceptions):
        if not exceptions:
            return None
        part = self.derive(exceptions)
        part.__cause__ = self.__cause__
        part.__context__ = self.__context__
        return part

    def split(self, condition):
        matches = condition
        if isinstance(condition, (type, tuple)):
            matches = lambda exception: isinstance(exception, condition)
        if matches(self):
            return self, None
        matching = []
        others = []
        for part in self._parts:
            if isinstance(part, BaseExceptionGroup):
                yes, no = part.split(matches)
            elif matches(part):
                yes, no = part, None
            else:
                yes, no = None, part
            if yes is not None:
                matching.append(yes)
            if no is not None:
                others.append(no)
        return self._part(matching), self._part(others)

    def subgroup(self, condition):
        return self.split(condition)[0]


class ExceptionGroup(BaseExceptionGroup, Exception):
    pass


def _leaves(exception, into):
    if isinstance(exception, BaseExceptionGroup):
        for part in exception.exceptions:
            _leaves(part, into)
    else:
        into.append(id(exception))


class Sorting:
    # What the clauses of one `try` have left of an exception, and what they raised.
    def __init__(self, exception):
        self.original = self.rest = exception
        self.again = []
        self.raised = []

    def match(self, types):
        for one in types if isinstance(types, tuple) else (types,):
            if not isinstance(one, type) or not issubclass(one, BaseException):
                raise TypeError("catching classes that do not inherit from BaseException is not allowed")
            if issubclass(one, BaseExceptionGroup):
                raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
        found = None
        if isinstance(self.rest, BaseExceptionGroup):
            found, self.rest = self.rest.split(types)
        elif isinstance(self.rest, types):
            found, self.rest = BaseExceptionGroup("", (self.rest,)), None
        self.current = found
        self.traceback = found and found.__traceback__
        return found

    def add(self, exception):
        # `raise` alone leaves the traceback as it is: that part belongs to the rest again.
        again = exception is self.current and exception.__traceback__ == self.traceback
        (self.again if again else self.raised).append(exception)

    def end(self):
        # What is to be raised, or None.
        rest = self.rest
        if not isinstance(self.original, BaseExceptionGroup):
            return (self.again + self.raised + [rest])[0]  # one clause has run at most
        if self.again:
            left = []
            for one in self.again if rest is None else [rest] + self.again:
                _leaves(one, left)
            rest = self.original.subgroup(lambda one: id(one) in left)
        if not self.raised:
            return rest
        if rest is not None:
            self.raised.append(rest)
        return self.raised[0] if len(self.raised) == 1 else BaseExceptionGroup("", self.raised)


builtins.BaseExceptionGroup = BaseExceptionGroup
builtins.ExceptionGroup = ExceptionGroup
