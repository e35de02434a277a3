# Strings built, joined, split, searched, replaced, compared, walked through.
TEXT = "It was a bright cold day in April, and the clocks were striking thirteen."


def caesar(text, key):
    out = []
    for character in text:
        if "a" <= character <= "z":
            character = chr((ord(character) - 97 + key) % 26 + 97)
        out.append(character)
    return "".join(out)


def run(rounds):
    total = 0
    for i in range(rounds):
        words = TEXT.split(" ")
        total += len("-".join(words)) + TEXT.find("clocks") + TEXT.count("i")
        total += len(TEXT.replace("in", "out")) + len(TEXT.upper().lower().strip("."))
        total += TEXT.startswith("It") + TEXT.endswith("teen.") + ("cold" in TEXT)
        text = ""
        for word in words:
            text += "".join(reversed(word)) + " "
            if word[0] == "c" and word.islower():
                total += len(word)
        total += len(caesar(TEXT, i)) + sum(1 for c in TEXT if c.isdigit()) + (text == TEXT)
        total += len(TEXT[5:20] * 3) + len(TEXT.rsplit(" ", 2)) + len(text.partition(",")[2])
    return total


print(run(25), caesar(TEXT, 13))
