# Functions that call themselves and each other; too deep a recursion is an error that can be caught.
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)

print(factorial(5), factorial(30))

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

print(even(10), odd(7))

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

print(ackermann(2, 3))

def endless(n):
    return endless(n + 1) + 1

try:
    endless(0)
except RuntimeError:
    print("too deep")
print(factorial(6))
