# An index whose __index__ takes the items away is judged by what is left; a power that cannot fit fails at once.


class Index:
    def __init__(self, sequence):
        self.sequence = sequence

    def __index__(self):
        while self.sequence:
            self.sequence.pop()
        return 40


def attempt(sequence, use):
    try:
        print(use(sequence, Index(sequence)), len(sequence))
    except IndexError:
        print("IndexError", len(sequence))


def store(sequence, index):
    sequence[index] = 1


def remove(sequence, index):
    del sequence[index]


def store_part(sequence, index):
    sequence[index:] = sequence[:0]


def remove_part(sequence, index):
    del sequence[index:]


for kind in (list, bytearray):
    for use in (
        lambda sequence, index: sequence[index],
        lambda sequence, index: sequence[index:],
        lambda sequence, index: sequence[:index],
        lambda sequence, index: sequence[::index],
        lambda sequence, index: sequence.pop(index),
        store,
        remove,
        store_part,
        remove_part,
    ):
        attempt(kind([7] * 50), use)

print([1, 2, 3][-(2**70) : 2**70], [1, 2, 3][:: -(2**70)], [1, 2, 3][2 : -(2**70) : -1])
for index in (2**62, -(2**62), 2**70):
    try:
        [1][index]
    except IndexError:
        print("IndexError")

print((-2) ** 101, 0 ** (2**70), 1 ** (2**70), (-1) ** (2**70 + 1), True**5)
