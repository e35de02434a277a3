# What the types of a viper function refuse, when it is compiled.
def test(text):
    try:
        exec("@micropython.viper\n" + text)
        print("accepted")
    except (ViperTypeError, NotImplementedError, SyntaxError) as e:
        print(type(e).__name__ + ":", e)


test("def f(a: 1): pass")  # expect: SyntaxError: annotation must be an identifier
test("def f() -> 1: pass")  # expect: SyntaxError: annotation must be an identifier
test("def f(a: float): pass")  # expect: ViperTypeError: unknown type 'float'
test("def f():\n print(x)\n x = 1")  # expect: ViperTypeError: local 'x' used before type known
test("def f():\n x = 1\n x = []")  # expect: ViperTypeError: local 'x' has type 'int' but source is 'object'
test("def f():\n for x in range(3): pass\n import sys as x")  # expect: ViperTypeError: local 'x' has type 'int' but source is 'object'
test("def f(p: ptr8):\n if p: pass")  # expect: ViperTypeError: can't implicitly convert 'ptr8' to 'bool'
test("def f() -> int: return []")  # expect: ViperTypeError: return expected 'int' but got 'object'
test("def f(): return 1")  # expect: ViperTypeError: return expected 'object' but got 'int'
test("def f(p: ptr): -p")  # expect: ViperTypeError: can't do unary op of 'ptr'
test("def f(a: int): not a")  # expect: ViperTypeError: 'not' not implemented
test("def f(a: int, b): a + b")  # expect: ViperTypeError: can't do binary op between 'int' and 'object'
test("def f(p: ptr8): p + 1")  # expect: ViperTypeError: can't do binary op between 'ptr8' and 'int'
test("def f(a: int, b: uint): a < b")  # expect: ViperTypeError: comparison of int and uint
test("def f(a: int): a in a")  # expect: ViperTypeError: binary op  not implemented
test("def f(a: int): a / a")  # expect: ViperTypeError: binary op __truediv__ not implemented
test("def f(a: int): a ** 2")  # expect: ViperTypeError: binary op __pow__ not implemented
test("def f(a: uint): a // a")  # expect: ViperTypeError: div/mod not implemented for uint
test("def f(a: int): a[0]")  # expect: ViperTypeError: can't load from 'int'
test("def f(p: ptr): p[0]")  # expect: ViperTypeError: can't load from 'ptr'
test("def f(p: ptr8, i): p[i]")  # expect: ViperTypeError: can't load with 'object' index
test("def f(a: int): a[0] = 1")  # expect: ViperTypeError: can't store to 'int'
test("def f(p: ptr8): p[0] = None")  # expect: ViperTypeError: can't store 'None'
test("def f(p: ptr8): p['a'] = 1")  # expect: ViperTypeError: can't store with 'object' index
test("def f(): raise 1")  # expect: ViperTypeError: must raise an object
test("def f(): raise")  # expect: NotImplementedError: native raise
test("def f(): raise ValueError from OSError")  # expect: NotImplementedError: native raise
test("def f(): yield")  # expect: NotImplementedError: native yield
test("async def f(): pass")  # expect: NotImplementedError: native yield
test("def f(p: ptr8): print(p)")  # expect: NotImplementedError: conversion to object
test("def f(): int(int)")  # expect: NotImplementedError: casting
test("def f(a: int, b): return b if a else a")  # expect: ViperTypeError: outcomes of types 'object' and 'int'
test("def f(): x = y = 1; x, y = [], 2")  # expect: ViperTypeError: local 'x' has type 'int' but source is 'object'
test("def f(a, b): return a < b < 'c'")  # expect: ViperTypeError: return expected 'object' but got 'bool'
test("def f(a, b: int): return (a, b, 1 if b else a, b < 3 and a, {b: p for p in a})")  # expect: accepted
