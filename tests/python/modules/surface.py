# What programs written for the ESP8266 may count on: every name of the language's modules is there, on the chip as on
# the desktop, and can be called with as many arguments as MicroPython's takes. Prints what is missing.
#
# A table says for each name how many arguments it takes: `find 1-3`, `pack 1-` for any number from one; a name without
# is only there. Fewer and more than that must be refused, but `+`: here it takes more, as CPython's does; `!`: it is
# not called with the right number, because that would have effects.
import gc
import sys

checked = 0


class Anything:
    """An argument that nobody wants."""


def is_about_count(e):
    text = str(e)
    if not isinstance(e, TypeError):
        return False
    return "argument" in text and any(word in text for word in ("takes", "expected", "missing", "must have"))


def accepts(function, count):
    try:
        result = function(*[Anything() for _ in range(count)])
        if hasattr(result, "close"):
            result.close()  # a coroutine
    except BaseException as e:
        return not is_about_count(e)
    return True


def check_count(place, function, counts):
    is_open = "+" in counts
    has_effects = "!" in counts
    bounds = counts.rstrip("+!").split("-")
    least = int(bounds[0])
    most = int(bounds[-1]) if bounds[-1] else None
    if not has_effects:
        if not accepts(function, least):
            print(place, "refuses", least)
        if most is not None and not accepts(function, most):
            print(place, "refuses", most)
    if least > 0 and accepts(function, least - 1):
        print(place, "takes", least - 1)
    if most is not None and not is_open and accepts(function, most + 1):
        print(place, "takes", most + 1)


def check(place, owner, table, make=None):
    """`make` gives a fresh object for each call where the owner is a type of objects."""
    global checked
    for line in table.split(","):
        name, *counts = line.split()
        checked += 1
        if not hasattr(owner if make is None else make(), name):
            print(place, "has no", name)
        elif counts:
            check_count(place + "." + name, getattr(owner if make is None else make(), name), counts[0])
    gc.collect()


def constants(place, owner, table):
    global checked
    for line in table.split(","):
        name, value = line.split()
        checked += 1
        if getattr(owner, name, None) != eval(value):
            print(place, name, "is", getattr(owner, name, None))


def methods(make, table):
    check(type(make()).__name__, None, table, make)


# ---- builtins
import builtins

check("builtins", builtins, """__build_class__ 2-, __import__ 1-5, bool 0-1, bytes 0-3, bytearray 0-2+, dict 0-1,
    enumerate 1-2, filter 2, float 0-1, frozenset 0-1, int 0-2, list 0-1, map 2-, memoryview 1, object 0, property 0-4,
    range 1-3, reversed 1, set 0-1, slice 1-3, str 0-3, tuple 0-1, type 3!, zip 0-, classmethod 1, staticmethod 1""")
check("builtins", builtins, """abs 1, all 1, any 1, bin 1, callable 1, chr 1, delattr 2, dir 0-1, divmod 2,
    eval 1-3, exec 1-3, getattr 2-3, setattr 3, globals 0, hasattr 2, hash 1, help 0-1!, hex 1, id 1, input 0-1!,
    isinstance 2, issubclass 2, iter 1-2, len 1, locals 0, max 1-, min 1-, next 1-2, oct 1, open 1-4+, ord 1, pow 2-3,
    print 0-!, repr 1, round 1-2, sorted 1, sum 1-2, super 0-2!, Ellipsis, NotImplemented, __name__""")
check("builtins", builtins, """BaseException 0-, ArithmeticError 0-, AssertionError 0-, AttributeError 0-, EOFError 0-,
    Exception 0-, GeneratorExit 0-, ImportError 0-, IndentationError 0-, IndexError 0-, KeyboardInterrupt 0-, KeyError 0-,
    LookupError 0-, MemoryError 0-, NameError 0-, NotImplementedError 0-, OSError 0-, OverflowError 0-, RuntimeError 0-,
    StopAsyncIteration 0-, StopIteration 0-, SyntaxError 0-, SystemExit 0-, TypeError 0-, UnicodeError 0-,
    ValueError 0-, ViperTypeError 0-, ZeroDivisionError 0-""")
TEXT = """find 1-3, rfind 1-3, index 1-3, rindex 1-3, join 1, split 0-2, rsplit 0-2, startswith 1-3, endswith 1-3, strip 0-1,
    lstrip 0-1, rstrip 0-1, replace 2-3, count 1-3, lower 0, upper 0, isspace 0, isalpha 0, isdigit 0,
    isupper 0, islower 0"""
methods(lambda: "text", TEXT + ", encode 0-2, format 0-, center 1-2, partition 1, rpartition 1, splitlines 0-1")
methods(lambda: b"data", TEXT + ", decode 0-2, hex 0-1+, fromhex 1")
methods(lambda: bytearray(b"data"), TEXT + ", decode 0-2, hex 0-1+, fromhex 1, append 1, extend 1")
DICT = """clear 0, copy 0, fromkeys 1-2, get 1-2, items 0, keys 0, pop 1-2, popitem 0, setdefault 1-2, update 0-1, values 0,
    __getitem__ 1, __setitem__ 2, __delitem__ 1"""
methods(lambda: {1: 2}, DICT)
SET = """copy 0, difference 0-, intersection 0-, isdisjoint 1, issubset 1, issuperset 1, symmetric_difference 1, union 0-,
    __contains__ 1"""
methods(lambda: frozenset((1,)), SET)
methods(lambda: {1}, SET + """, add 1, clear 0, discard 1, difference_update 0-, intersection_update 0-, pop 0, remove 1,
    symmetric_difference_update 1, update 0-""")
methods(lambda: 5, "from_bytes 1-2+, to_bytes 0-2")
methods(lambda: [1], """append 1, clear 0, copy 0, count 1, extend 1, index 1-3, insert 2, pop 0-1, remove 1, reverse 0,
    sort 0""")
methods(lambda: (1,), "count 1, index 1-3")
methods(lambda: memoryview(b"data"), "hex 0-1+, itemsize")
methods(lambda: property(), "getter 1, setter 1, deleter 1")
methods(lambda: slice(1), "start, stop, step")
methods(lambda: range(1), "start, stop, step")
methods(lambda: (each for each in ()), "close 0, send 1, throw 1-3, pend_throw 1, __next__ 0")
methods(lambda: OSError(1), "args, value, errno, __traceback__")
methods(lambda: check, "__name__, __globals__")
methods(lambda: sys, "__name__, __dict__")
check("class", Anything, "__name__, __dict__, __bases__, __init__, __new__")
methods(lambda: Anything(), "__class__, __dict__")
if __debug__ is not True:
    print("__debug__")

# ---- modules
import array
import binascii
import collections
import heapq
import json
import struct

check("array", array, "array 1-2")
methods(lambda: array.array("b"), "append 1, extend 1")
check("binascii", binascii, "hexlify 1-2+, unhexlify 1, a2b_base64 1, b2a_base64 1")
check("collections", collections, "deque 0-3, namedtuple 2, OrderedDict 0-1")
methods(lambda: collections.OrderedDict(), DICT.replace("popitem 0", "popitem 0+"))
methods(lambda: collections.deque((1,), 5), "append 1, appendleft 1, extend 1, pop 0, popleft 0")
check("heapq", heapq, "heappush 2, heappop 1, heapify 1")
check("json", json, "dump 2, dumps 1, load 1, loads 1")
check("struct", struct, "calcsize 1, pack 1-, pack_into 3-, unpack 2-3, unpack_from 2-3")

import cryptolib
import deflate
import errno
import hashlib

check("cryptolib", cryptolib, "aes 2-3")
methods(lambda: cryptolib.aes(bytes(16), 1), "encrypt 1-2, decrypt 1-2")
check("deflate", deflate, "DeflateIO 1-4")
constants("deflate", deflate, "AUTO 0, RAW 1, ZLIB 2, GZIP 3")
constants("errno", errno, """EPERM 1, ENOENT 2, EIO 5, EBADF 9, EAGAIN 11, ENOMEM 12, EACCES 13, EEXIST 17, ENODEV 19,
    EISDIR 21, EINVAL 22, EOPNOTSUPP 95, EADDRINUSE 98, ECONNABORTED 103, ECONNRESET 104, ENOBUFS 105, ENOTCONN 107,
    ETIMEDOUT 110, ECONNREFUSED 111, EHOSTUNREACH 113, EALREADY 114, EINPROGRESS 115""")
check("errno", errno, "errorcode")
check("hashlib", hashlib, "sha256 0-1, sha1 0-1")
methods(lambda: hashlib.sha256(), "update 1, digest 0")
methods(lambda: hashlib.sha1(), "update 1, digest 0")

import io

STREAM = "read 0-1, readinto 1-2, readline 0-1, write 1-3, close 0, __enter__ 0, __exit__ 3"
check("io", io, "open 1-4+, IOBase 0+, StringIO 0-1+, BytesIO 0-1")
methods(lambda: io.StringIO(), STREAM + ", seek 1-2, tell 0, flush 0, getvalue 0")
methods(lambda: io.BytesIO(), STREAM + ", seek 1-2, tell 0, flush 0, getvalue 0")
methods(lambda: deflate.DeflateIO(io.BytesIO(b"")),
        "read 0-1, readinto 1-2, readline 0-1, close 0, __enter__ 0, __exit__ 3")

import math

check("math", math, """sqrt 1, pow 2, exp 1, log 1-2, cos 1, sin 1, tan 1, acos 1, asin 1, atan 1, atan2 2, ceil 1,
    copysign 2, fabs 1, floor 1, fmod 2, frexp 1, ldexp 2, modf 1, isfinite 1, isinf 1, isnan 1, trunc 1, radians 1,
    degrees 1, e, pi""")

import micropython
import random
import re

check("gc", gc, "collect 0+, disable 0!, enable 0, isenabled 0, mem_free 0, mem_alloc 0, threshold 0-1")
check("micropython", micropython, """const 1, opt_level 0-1, mem_info 0-1!, qstr_info 0-1!, stack_use 0,
    alloc_emergency_exception_buf 1, heap_lock 0!, heap_unlock 0!, kbd_intr 1, RingIO 1, schedule 2!""")
methods(lambda: micropython.RingIO(8), "any 0, read 0-1, readline 0-1, readinto 1-2, write 1+, close 0")
check("random", random, "getrandbits 1, seed 0-1!")
check("re", re, "compile 1-2, match 2-3, search 2-3, sub 3-5")
methods(lambda: re.compile("a"), "match 1-3, search 1-3, split 1-2, sub 2-3")
methods(lambda: re.match("a", "a"), "group 0-")

import os
import platform
import select

check("os", os, """sync 0, uname 0, urandom 1, chdir 1, getcwd 0, listdir 0-1, mkdir 1, remove 1, rename 2, rmdir 1, unlink 1,
    stat 1, statvfs 1, ilistdir 0-1, mount 0-2+, umount 1, sep""")
check("platform", platform, "platform 0+, python_compiler 0, libc_ver 0+")
check("select", select, "select 3-4, poll 0")
methods(lambda: select.poll(), "register 1-2, unregister 1, modify 2, poll 0-1!, ipoll 0-2!")
constants("select", select, "POLLIN 1, POLLOUT 4, POLLERR 8, POLLHUP 16")

import time

check("sys", sys, """exit 0-1, print_exception 1-2!, argv, version, version_info, implementation, platform, byteorder, maxsize,
    stdin, stdout, stderr, modules, path""")
methods(lambda: sys.stdin, "read 0-1!, readinto 1-2!, readline 0-1!, readlines 0+!, write 1-3!, close, buffer")
methods(lambda: sys.stdout.buffer, "read 0-1!, readinto 1-2!, readline 0-1!, readlines 0+!, write 1-3!, close")
check("time", time, """gmtime 0-1, localtime 0-1, mktime 1, time 0, time_ns 0, sleep 1, sleep_ms 1, sleep_us 1, ticks_ms 0,
    ticks_us 0, ticks_cpu 0, ticks_add 2, ticks_diff 2""")

import uctypes

check("uctypes", uctypes, "struct 2-3, sizeof 1-2, addressof 1, bytes_at 2, bytearray_at 2")
constants("uctypes", uctypes, """NATIVE 2, LITTLE_ENDIAN 0, BIG_ENDIAN 1, VOID 0, UINT8 0, INT8 1<<27, UINT16 2<<27,
    INT16 3<<27, UINT32 4<<27, INT32 5<<27, UINT64 6<<27, INT64 7<<27, BFUINT8 -8<<27, BFINT8 -7<<27, BFUINT16 -6<<27,
    BFINT16 -5<<27, BFUINT32 -4<<27, BFINT32 -3<<27, BF_POS 17, BF_LEN 22, FLOAT32 -2<<27, FLOAT64 -1<<27, SHORT 3<<27,
    USHORT 2<<27, INT 5<<27, UINT 4<<27, LONGLONG 7<<27, ULONGLONG 6<<27, PTR 1<<29, ARRAY -1<<30""")
check("uctypes", uctypes, "LONG, ULONG")

import vfs

check("vfs", vfs, "mount 0-2+, umount 1")

# ---- asyncio
import asyncio

check("asyncio", asyncio, """__version__, CancelledError 0+, TimeoutError 0+, sleep_ms 1, sleep 1+,
    IOQueue 0, create_task 1, run_until_complete 0-1!, run 1!, cur_task, Loop, get_event_loop 0-2, current_task 0,
    new_event_loop 0, wait_for 2-3, wait_for_ms 2+, gather 0-, Event 0, ThreadSafeFlag 0, Lock 0, StreamReader 1-2,
    StreamWriter 1-2, Task 1-2!, TaskQueue 0""")
methods(lambda: asyncio.core.IOQueue(), "queue_read 1, queue_write 1, remove 1, wait_io_event 1!")
check("Loop", asyncio.Loop, """create_task 1, run_forever 0!, run_until_complete 1, stop 0!, close 0, set_exception_handler 1,
    get_exception_handler 0, default_exception_handler 2!, call_exception_handler 1!""")
methods(lambda: asyncio.Event(), "is_set 0, set 0, clear 0, wait 0, state, waiting")
methods(lambda: asyncio.ThreadSafeFlag(), "ioctl 2, set 0, clear 0, wait 0, state")
methods(lambda: asyncio.Lock(), "locked 0, release 0, acquire 0, __aenter__ 0, __aexit__ 3, state, waiting")
methods(lambda: asyncio.StreamReader(None), """get_extra_info 1, close 0, wait_closed 0, read 0-1, readinto 1, readexactly 1,
    readline 0, write 1, drain 0, aclose 0, awrite 1-3, awritestr 1-3, s, e, out_buf""")
methods(lambda: asyncio.core.TaskQueue(), "peek 0, push 1-2, pop 0, remove 1")


async def task():
    pass


methods(lambda: asyncio.core.Task(task()), "done 0, cancel 0!, coro, data, state, ph_key")
for module, names in (("event", "Event,ThreadSafeFlag"), ("funcs", "wait_for,wait_for_ms,gather"), ("lock", "Lock"),
                      ("core", "sleep_ms,Task,TaskQueue,Loop,IOQueue,cur_task,CancelledError,TimeoutError"),
                      ("stream", "Stream,StreamReader,StreamWriter,stream_awrite")):
    check("asyncio." + module, __import__("asyncio." + module, None, None, ("*",)), names)
check("_asyncio", __import__("_asyncio"), "Task,TaskQueue")
check("uasyncio", __import__("uasyncio"), "run 1!,sleep 1+,gather 0-,Lock 0")

print(checked > 500, "done")  # expect: True done
