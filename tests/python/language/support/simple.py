loaded = []
loaded.append(__name__)
count = 3
visible = "seen"
_hidden = "not seen"
