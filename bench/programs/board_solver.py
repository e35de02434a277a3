# A solver for a board game: sudoku by sets of bits, the square with the fewest choices first.
PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


class Board:
    def __init__(self, text):
        self.rows = [0] * 9
        self.columns = [0] * 9
        self.boxes = [0] * 9
        self.free = []
        self.cells = [0] * 81
        self.tried = 0
        for place, character in enumerate(text):
            if character == ".":
                self.free.append(place)
            else:
                self.put(place, 1 << int(character))

    def put(self, place, bit):
        row, column = divmod(place, 9)
        self.cells[place] = bit
        self.rows[row] ^= bit
        self.columns[column] ^= bit
        self.boxes[row // 3 * 3 + column // 3] ^= bit

    def choices(self, place):
        row, column = divmod(place, 9)
        return 0x3FE & ~(self.rows[row] | self.columns[column] | self.boxes[row // 3 * 3 + column // 3])

    def solve(self):
        best, best_count, best_bits = -1, 10, 0
        for place in self.free:
            bits = self.choices(place)
            count = 0
            rest = bits
            while rest:
                rest &= rest - 1
                count += 1
            if count < best_count:
                best, best_count, best_bits = place, count, bits
        if best < 0:
            return True
        self.free.remove(best)
        while best_bits:
            bit = best_bits & -best_bits
            best_bits ^= bit
            self.tried += 1
            self.put(best, bit)
            if self.solve():
                return True
            self.put(best, bit)
        self.free.append(best)
        return False


board = Board(PUZZLE)
print(board.solve(), board.tried, "".join("0123456789"[bin(bit).count("0") - 1] for bit in board.cells))
