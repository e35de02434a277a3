# The first branch whose condition holds runs, and no other.
def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"

for n in (-5, 0, 7, 10, 1000):
    print(n, classify(n))

if []:
    print("an empty list is true")
elif "":
    print("an empty str is true")
elif 0.0:
    print("zero is true")
elif None:
    print("None is true")
else:
    print("all false")
print("one-line if:", "yes" if 3 > 2 else "no", "yes" if 3 < 2 else "no")
