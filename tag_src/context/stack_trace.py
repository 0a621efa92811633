"""Parse the stack of an error into frames. Never fails: a line it does not know is left out."""

from typing import TypedDict

from js import Number, regex

from tag_src.context.page import without_secrets

MAX_FRAMES = 50


class Frame(TypedDict):
    """`lineno` and `colno` are nan, sent as null, where the browser names none."""

    platform: str
    filename: str
    function: str
    in_app: bool
    lineno: float
    colno: float


def parse_stack(stack: str) -> list[Frame]:
    """Outermost call first."""
    frames: list[Frame] = []
    for line in stack.split("\n"):
        # The function, as Chromium writes it, or as Firefox and Safari do; file, line, and column,
        # in WebAssembly the number of a byte (0x1f). A line of Chromium's message is no frame.
        found = regex(
            r"^(\s+at (async )?|(?!.*: )(?=.*:\w+$))(([^@:]*?)( \(|@))?"
            r"(.+?)(:(\d+))?(:(\w+))?\)?$"
        ).exec(line)
        if found is not None and len(frames) < MAX_FRAMES:
            frames.insert(
                0,
                {
                    "platform": "web:javascript",
                    "filename": without_secrets(found[6]),
                    "function": found[4] or "?",
                    "in_app": "-extension:" not in line,
                    "lineno": Number(found[8]),
                    "colno": Number(found[10]),
                },
            )
    return frames
