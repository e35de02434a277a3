# desktop only: the chip has push, pop and heapify
# The other functions of a heap.
import heapq

numbers = [(i * 37) % 23 for i in range(23)]
heap = numbers[:]
heapq.heapify(heap)
print(heap, heapq.heapreplace(heap, 30), heapq.heappushpop(heap, 0), heapq.heappushpop(heap, 9), heap)
print(heapq.nsmallest(3, numbers), heapq.nlargest(2, numbers, key=lambda n: -n), heapq.nlargest(9, "ab"), heapq.nsmallest(-1, "ab"))
print(heapq.heappushpop([], 5))
try:
    heapq.heapreplace([], 1)
except IndexError:
    print("IndexError")
