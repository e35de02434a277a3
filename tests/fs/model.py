"""What a filesystem should hold: a plain model of one, the random operations that change it, and image_program, which does them to an image."""
import subprocess

NAMES = ["a", "b", "main.py", "boot.py", "lib", "data", "x" * 40, "test", "testdir", "t", "ä", "Z"]
KINDS = ["write"] * 5 + ["append"] * 3 + ["patch"] * 2 + ["remove"] * 3 + ["mkdir"] * 2 + ["rmdir", "rename", "rename", "rename"]


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, *words):
        self.process.stdin.write((" ".join(str(word).replace(" ", "%20") for word in words) + "\n").encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline().decode()
        if not answer:
            raise SystemExit(f"image_program ended at: {words}"[:500])
        error, _, rest = answer.partition(" ")
        return int(error), rest.strip()

    def do(self, *words):
        error, rest = self.ask(*words)
        return error, rest


def ours_as_list(text):
    """The answer to `tree` with each attribute named after its file."""
    found, last = [], ""
    for word in text.replace(" ", "\n").replace("%20", " ").splitlines():
        if word.startswith("@"):
            found.append("@" + last + word)
        else:
            found.append(word)
            last = word.split("=")[0].rstrip("/")
    return sorted(found)


class Model:
    def __init__(self, names=None, kinds=None):
        self.names, self.kinds = names or NAMES, kinds or KINDS
        self.files, self.folders, self.attributes = {}, {"": None}, {}

    def tree(self):
        found = [name + "=" + content.hex() for name, content in self.files.items()]
        found += [name + "/" for name in self.folders if name]
        found += [f"@{name}@{number}=" + content.hex() for (name, number), content in self.attributes.items()]
        return sorted(found)

    def is_empty(self, folder):
        return not any(name.startswith(folder + "/") for name in list(self.files) + list(self.folders))

    def forget(self, name):
        self.attributes = {key: value for key, value in self.attributes.items() if key[0] != name}

    def choose(self, rng, block):
        """A command that has to work, and what makes it hold in the model."""
        while True:
            folder = rng.choice(list(self.folders))
            name = folder + "/" + rng.choice(self.names) + rng.choice(["", "", str(rng.randrange(12))])
            content = rng.randbytes(rng.choice([0, 1, 30, 64, 127, 128, 129, 300, 500, block - 1, block, block + 1, 2 * block, rng.randrange(5 * block)]))
            kind = rng.choice(self.kinds)
            files = list(self.files)
            if kind == "write" and name not in self.folders:
                def apply():
                    self.files[name] = content
                return (kind, name, content.hex()), apply
            if kind == "append" and files:
                name = rng.choice(files)
                def apply():
                    self.files[name] += content
                return (kind, name, content.hex()), apply
            if kind == "patch" and files:
                name = rng.choice(files)
                offset = rng.randrange(len(self.files[name]) + 1 + rng.choice([0, 0, 100]))
                def apply():
                    old = self.files[name].ljust(offset, b"\0") if content else self.files[name]
                    self.files[name] = old[:offset] + content + old[offset + len(content):]
                return (kind, name, offset, content.hex()), apply
            if kind == "remove" and files:
                name = rng.choice(files)
                def apply():
                    del self.files[name]
                    self.forget(name)
                return (kind, name), apply
            if kind == "mkdir" and name not in self.files and name not in self.folders and folder.count("/") < 4:
                def apply():
                    self.folders[name] = None
                return (kind, name), apply
            if kind == "rmdir":
                empty = [name for name in self.folders if name and self.is_empty(name)]
                if empty:
                    name = rng.choice(empty)
                    def apply():
                        del self.folders[name]
                        self.forget(name)
                    return (kind, name), apply
            if kind == "rename":
                everything = files + [name for name in self.folders if name]
                if everything:
                    old = rng.choice(everything)
                    if old != name and not name.startswith(old + "/") and (
                            name not in self.folders if old in self.files else name not in self.files and self.is_empty(name)):
                        return (kind, old, name), lambda: self.rename(old, name)
            if kind == "setattr" and files:
                name, number = rng.choice(files), rng.randrange(0x41, 0x44)
                content = (content or b"x")[:1 + rng.randrange(20)]
                def apply():
                    self.attributes[name, number] = content
                return (kind, name, number, content.hex()), apply
            if kind == "delattr" and self.attributes:
                name, number = rng.choice(list(self.attributes))
                def apply():
                    del self.attributes[name, number]
                return (kind, name, number), apply

    def rename(self, old, new):
        def moved(name):
            return new + name[len(old):] if name == old or name.startswith(old + "/") else name
        self.files.pop(new, None)
        self.folders.pop(new, None)
        self.forget(new)
        self.files = {moved(name): content for name, content in self.files.items()}
        self.folders = {moved(name): None for name in self.folders}
        self.attributes = {(moved(name), number): content for (name, number), content in self.attributes.items()}


def check(condition, where, what):
    if not condition:
        raise SystemExit(f"{where}: {what}")


def check_same(found, expected, where):
    if found != expected:
        lines = [f"  only found: {line[:150]}" for line in found if line not in expected]
        lines += [f"  missing:    {line[:150]}" for line in expected if line not in found]
        raise SystemExit("\n".join([where] + lines[:20]))
