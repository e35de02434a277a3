# The older name of asyncio.
from asyncio import *


def __getattr__(name):
    import asyncio

    return getattr(asyncio, name)
