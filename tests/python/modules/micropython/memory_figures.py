# mem_total, mem_current, mem_peak and what mem_info prints of them.
import micropython

total, current, peak = micropython.mem_total(), micropython.mem_current(), micropython.mem_peak()
kept = list(range(2000))
print(micropython.mem_total() > total, micropython.mem_current() > current, micropython.mem_peak() > peak)  # expect: True True True
print(micropython.mem_peak() >= micropython.mem_current(), len(kept))  # expect: True 2000
