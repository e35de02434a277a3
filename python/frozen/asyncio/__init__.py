# asyncio: coroutines that take turns. What is not in core is loaded when it is first asked for.
from .core import *

__version__ = (3, 0, 0)

_homes = {
    "Event": "event",
    "ThreadSafeFlag": "event",
    "Lock": "lock",
    "gather": "funcs",
    "wait_for": "funcs",
    "wait_for_ms": "funcs",
    "open_connection": "net",
    "start_server": "net",
    "StreamReader": "stream",
    "StreamWriter": "stream",
}


def __getattr__(name):
    home = _homes.get(name)
    if home is None:
        raise AttributeError(name)
    value = getattr(__import__(home, globals(), None, (name,), 1), name)
    globals()[name] = value
    return value
