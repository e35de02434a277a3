# Ints beyond a machine word.
a = 123456789012345678901234567890
b = -987654321098765432109876543210987654321
print(a + b, a - b, b - a, b + b)
print(a * b, a * a, b * b)
print(a // 97, a % 97, b // 97, b % 97)
print(b // a, b % a, -b // a, -b % a, b // -a, b % -a)
print(divmod(b, a), divmod(-b, -a))
print(a // b, a % b, a // a, a % a, a // 1, a // -1)
print(-a, abs(b), +a)
