# Numbers and values into text: f-strings, format(), %, repr, and back by int() and float().
def run(count):
    size = 0
    for i in range(count):
        name = "item"
        line = f"{name}-{i:04d}: {i * 3:>8}|{i:x}|{name!r}"
        size += len(line)
        size += len("%s=%d (%5.2f)" % (name, i, i / 7))
        size += len("{}:{:<6}:{:>4}".format(name, i, "ab"))
        size += len(str(i) + str(i * 0.5) + repr((i, name)))
        size += int(str(i)) + int(line[5:9])
        size += int(float("%.1f" % i))
    return size


print(run(300))
