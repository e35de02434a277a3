import time
print(time.ticks_diff(5, 3), time.ticks_diff(3, 5))  # expect: 2 -2
print(time.ticks_add(2**30 - 1, 1), time.ticks_add(0, -1) == 2**30 - 1)  # expect: 0 True
print(time.ticks_diff(0, 2**30 - 1))  # expect: 1
a = time.ticks_ms()
time.sleep_ms(5)
d = time.ticks_diff(time.ticks_ms(), a)
print(5 <= d < 5000)  # expect: True
a = time.ticks_us()
time.sleep_us(200)
print(time.ticks_diff(time.ticks_us(), a) >= 200)  # expect: True
a = time.ticks_ms()
time.sleep(0.01)
print(time.ticks_diff(time.ticks_ms(), a) >= 9)  # expect: True
print(0 <= time.ticks_cpu() < 2**30)  # expect: True
try:
    time.ticks_add(0, 2**29)
except OverflowError:
    print("OverflowError")  # expect: OverflowError
try:
    time.sleep(-1)
except ValueError:
    print("ValueError")  # expect: ValueError
time.sleep_ms(-5)
