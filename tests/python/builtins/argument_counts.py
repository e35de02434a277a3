# The texts of errors in calls of builtins.
for call in (lambda: [].append(), lambda: [].append(1, 2), lambda: [].clear(1), lambda: len(), lambda: len(1, 2),
             lambda: setattr(1), lambda: getattr(1), lambda: [].pop(1, 2), lambda: {}.get(), lambda: isinstance(1),
             lambda: "".partition(), lambda: list(1, 2), lambda: [].insert(1)):
    try:
        call()
    except TypeError as error:
        print(error)
