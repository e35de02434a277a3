# A parser and a writer for JSON in Python: strings by index and slice, a class, recursion, exceptions for errors.
class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def space(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in " \t\n":
            at += 1
        self.at = at

    def expect(self, character):
        self.space()
        if self.at >= len(self.text) or self.text[self.at] != character:
            raise ValueError("expected " + character)
        self.at += 1

    def accept(self, character):
        self.space()
        if self.text[self.at] == character:
            self.at += 1
            return True
        return False

    def value(self):
        self.space()
        character = self.text[self.at]
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.number()

    def object(self):
        self.expect("{")
        result = {}
        if self.accept("}"):
            return result
        while True:
            self.space()
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if not self.accept(","):
                break
        self.expect("}")
        return result

    def array(self):
        self.expect("[")
        result = []
        if self.accept("]"):
            return result
        while True:
            result.append(self.value())
            if not self.accept(","):
                break
        self.expect("]")
        return result

    def string(self):
        self.expect('"')
        parts = []
        start = self.at
        while True:
            character = self.text[self.at]
            if character == '"':
                parts.append(self.text[start : self.at])
                self.at += 1
                return "".join(parts)
            if character == "\\":
                parts.append(self.text[start : self.at])
                parts.append({"n": "\n", "t": "\t"}.get(self.text[self.at + 1], self.text[self.at + 1]))
                self.at += 2
                start = self.at
            else:
                self.at += 1

    def number(self):
        start = self.at
        text = self.text
        while self.at < len(text) and text[self.at] in "+-0123456789.eE":
            self.at += 1
        word = text[start : self.at]
        return float(word) if "." in word else int(word)


def write(value):
    if isinstance(value, dict):
        return "{" + ", ".join(['"%s": %s' % (key, write(value[key])) for key in sorted(value)]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(write(item) for item in value) + "]"
    if isinstance(value, str):
        return '"' + value + '"'
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    return str(value)


def run(rounds):
    text = '{"name": "sensor", "values": [1, 2.5, -3, 40], "on": true, "next": null, "tags": ["a\\nb", "c"], "at": {"x": 10, "y": 20}}'
    errors = 0
    for _ in range(rounds):
        tree = Parser(text).value()
        written = write(tree)
        try:
            Parser(written[:-1] + "]").value()
        except ValueError:
            errors += 1
    return written, errors


print(run(25))
