# A list as a heap.
import heapq

numbers = [(i * 37) % 23 for i in range(23)]
heap = []
for n in numbers:
    heapq.heappush(heap, n)
print(heap)
print([heapq.heappop(heap) for _ in range(len(heap))])
heap = numbers[:]
heapq.heapify(heap)
print(heap)
for call in (lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heapify([1, "a"])):
    try:
        call()
    except (IndexError, TypeError) as e:
        print(type(e).__name__)


class Spoiler:
    def __lt__(self, other):
        spoiled.clear()
        return True


spoiled = [Spoiler() for _ in range(5)]
try:
    heapq.heapify(spoiled)
except RuntimeError as e:
    print(e)
