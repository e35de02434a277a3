# Strings made, concatenated and looked up.
def count(steps):
    seen = {}
    text = ""
    for i in range(steps):
        key = "k" + str(i % 200)
        seen[key] = seen.get(key, 0) + i
        text += "ab"
        if len(text) > 100:
            text = ""
    return len(seen), len(text), sum(seen.values())


print(count(2000))
