from . import VALUE
from ..simple import count
relative = VALUE + count
