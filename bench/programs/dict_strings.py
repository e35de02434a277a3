# A dict with strings for keys: words counted, records of named fields.
TEXT = "the quick brown fox jumps over the lazy dog and the dog does not mind the fox at all "


def words(rounds):
    counts = {}
    for _ in range(rounds):
        for word in TEXT.split():
            counts[word] = counts.get(word, 0) + 1
            if word not in counts:
                return None
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]


def records(count):
    total = 0
    for i in range(count):
        record = {"name": "n", "x": i, "y": i + 1, "size": 3}
        record["area"] = record["x"] * record["y"]
        record["x"] += 1
        for key in record:
            if key != "name":
                total += record[key]
        total += len(record.keys())
    return total


print(words(60), records(500))
