# Printing and parsing numbers of many digits.
n = 1
for i in range(1, 60):
    n *= i
print(n)
print(len(str(n)), str(n)[:10], int(str(n)) == n, int("-" + str(n)) == -n)
m = 10 ** 300 - 1
print(m, m + 1 == 10 ** 300, str(m + 1)[:3], len(str(m + 1)))
s = "9" * 1000
print(str(int(s)) == s, int(s) % 1000007)
