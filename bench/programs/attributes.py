# Attributes read, written and counted up: of instances, of classes, through a property.
class Counter:
    step = 1

    def __init__(self):
        self.value = 0
        self.other = 0

    @property
    def twice(self):
        return self.value * 2


def count(steps):
    counter = Counter()
    for _ in range(steps):
        counter.value += counter.step
        counter.other = counter.value
        counter.value = counter.other
    total = 0
    for _ in range(steps // 10):
        total += counter.twice
        Counter.step += 0
    return counter.value, total


print(count(10000))
