# Every form of statement and expression once: where the fuzzer starts from.
import os, sys.path as p
from ..package.module import (one, two as deux,)
from . import *

CONSTANT = 0x_FF + 0b1_0 - 0o17 * 1_000.5e-3 / 3j // 99999999999999999999 % .5 ** -1 @ matrix
text: str = 'single' "double" r'raw\n' u'\u00e9\x41\101\N{DEGREE SIGN}' '''triple
'quoted' lines''' """more"""
data = b'bytes\xff' rb'\raw'
a, (b, *c), [d.e, f[0]] = g = yield_ = h, *i
a += b; a -= b; a *= b; a //= b; a **= b; a >>= b; a <<= b; a &= b; a |= b; a ^= b; a @= b; a %= b
del a, (b, [c]), d.e, f[1:2:3, ..., ::4]
assert a < b <= c == d != e > f >= g is not h in i, not j not in k is l


@decorator.name(1, *args, key=2, **kwargs)
@other[0](lambda x, /, y=1, *z, w, **v: (yield))
def function(p, q: int = 1, /, r=2, *s: list, t, u=3, **v: dict) -> None:
    """doc"""
    global x
    nonlocal y
    if (n := len(a)) > 10 and not b or c:
        return *a, b
    elif ~a | b ^ c & d << e >> f + -g:
        return (a if b else c if d else lambda: 0)
    else:
        raise Error(a) from b
    for x, *y in *z, w:
        continue
    else:
        pass
    while True:
        break
    try:
        with open(a) as b, c, (d) as (e, f): yield
        with (a as b, c as d,): yield from x
        with (a, b): pass
    except (A, B) as e:
        raise
    except C: pass
    except: ...
    else: pass
    finally:
        pass
    try: a
    except* G as g: b
    return [x async for x in y if z if w for v in u], {x for x in y}, {k: v for k, v in w}, (x for x in y)


class Class(Base, *bases, metaclass=Meta, **kwargs):
    __slots__ = ()
    async def method(self):
        async with a as b, c: await d ** e
        async for f in g: return [await h]


print({}, {1: 2, **a, 'b': c}, {1, *a}, [], (), (1,), [*a, b], f(x for x in y), f(a, b=1, *c, **d)[1, :][*e].f())
print(f'{a}{b!r}{c!s:>{d}.{e!a}f}{{}}{g=}{h = !r:^10}', rf'\{i}' f"{j['k']}{f'{f"{l}"}'}", f'''{
    m # comment
}''', F'{lambda_:%H:%M}' 'n' f'{(o := p)}')
match x, *y:
    case [1, -2.5, 1 + 2j, 'a' 'b', None | True | False as z, *rest] if guard: pass
    case {'k': v, m.n: 1, **rest} | Point(1, x=0, y=a.b.C()): pass
    case (a), (b,), (), [], _: pass
    case *_, last:
        match = match[case](match - 1)
print(1if a else 2, a if\
 b else c)
