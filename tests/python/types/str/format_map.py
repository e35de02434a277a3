# format_map() asks a mapping, which may make up what it lacks.
class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{a} {b}".format_map(Default(a=1)), "{a[0]}{a[1]}".format_map({"a": "xy"}), "{n:>5}|".format_map({"n": 3}))
for text in ("{}", "{0}", "{missing}"):
    try:
        print(text.format_map({}))
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
