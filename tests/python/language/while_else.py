# The else of a loop runs unless the loop was left by break.
def find(wanted, items):
    i = 0
    while i < len(items):
        if items[i] == wanted:
            print("found", wanted, "at", i)
            break
        i += 1
    else:
        print("no", wanted)

find(3, [1, 2, 3, 4])
find(9, [1, 2, 3, 4])
find(1, [])

n = 10
while n:
    n -= 1
    if n % 2:
        continue
    print(n, end=" ")
else:
    print("end", n)

while True:
    while True:
        break
    print("outer break")
    break
