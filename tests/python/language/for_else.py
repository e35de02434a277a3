# for over different iterables, with break, continue and else.
for i in range(3):
    for j in range(3):
        if j == i:
            continue
        if i == 2:
            break
        print(i, j)
    else:
        print("inner finished", i)
else:
    print("outer finished")

for c in "héllo":
    print(c, end=",")
print()
for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]:
    print(a + b + c)
for key in {"x": 1, "y": 2}:
    print(key)
for x in []:
    pass
else:
    print("nothing to do")
for i in range(5):
    pass
print("the variable stays:", i)
