"""The calls that a snippet queues before the tag arrives. Never runs one of them."""

from typing import TypeAlias

Call: TypeAlias = list[object]
"""The name of a method, then its arguments."""
