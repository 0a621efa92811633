"""Parse the stack of an error into frames. Never fails: a line it does not know is left out."""

from typing import TypedDict

from js import Number, regex

from tag_src.context.page import without_secrets

MAX_FRAMES = 50


class Frame(TypedDict):
    """`lineno` and `colno` are numbers, or None where the browser names none."""

    platform: str
    filename: str
    function: str
    in_app: bool
    lineno: str | int
    colno: str | int


def parse_stack(stack: str) -> list[Frame]:
    """Outermost call first."""
    frames: list[Frame] = []
    for line in stack.split("\n"):
        # The function, as Chromium writes it, or as Firefox and Safari do; file, line, and column,
        # which in WebAssembly is the number of a byte. A line of Chromium's message is no frame.
        found = regex(
            r"^(?:\s+at (?:async )?(?:(.*?) \()?|(?!.*: )(?=.*:\w+$)(?:([^@]*)@)?)"
            r"(.+?)(?::(\d+))?(?::(0x[\da-f]+|\d+))?\)?$"
        ).exec(line)
        if found is not None and len(frames) < MAX_FRAMES:
            frames.insert(
                0,
                {
                    "platform": "web:javascript",
                    "filename": without_secrets(found[3]),
                    "function": found[1] or found[2] or "?",
                    "in_app": "-extension:" not in line,
                    "lineno": found[4] and Number(found[4]),
                    "colno": found[5] and Number(found[5]),
                },
            )
    return frames
