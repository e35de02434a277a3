import time
# Both ways, whatever the epoch is.
start = time.mktime((2000, 1, 1, 0, 0, 0, 0, 0))
print(time.gmtime(start)[:6])  # expect: (2000, 1, 1, 0, 0, 0)
print(time.mktime((2024, 2, 29, 12, 30, 45, 0, 0)) - start)  # expect: 762525045
print(time.gmtime(start + 762525045))  # expect: (2024, 2, 29, 12, 30, 45, 3, 60)
print(time.gmtime(start + 86400 * 366))  # expect: (2001, 1, 1, 0, 0, 0, 0, 1)
print(time.mktime((2000, 13, 1, 0, 0, 0, 0, 0)) - start)  # expect: 31622400
bad = 0
for day in range(0, 36525, 37):
    t = start + day * 86400 + 3661
    if time.mktime(time.gmtime(t)) != t:
        bad += 1
print(bad)  # expect: 0
print(len(time.localtime()))  # expect: 8
for wrong in ((1, 2), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 5):
    try:
        time.mktime(wrong)
    except TypeError:
        print("TypeError")  # expect: TypeError
        # expect: TypeError
        # expect: TypeError
