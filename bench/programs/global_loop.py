# The same with global variables.
value = 0
for step in range(100000):
    value += 3
print(value)
