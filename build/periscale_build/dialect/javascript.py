"""Pieces of JavaScript: text, where in the Python source it comes from, and how tightly it binds.

It knows JavaScript's grammar only as far as parentheses, names and literals need it.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from enum import IntEnum


class Binding(IntEnum):
    """JavaScript operator precedence, loosest first."""

    COMMA = 0
    ASSIGN = 1
    CONDITIONAL = 2
    OR = 4
    AND = 5
    BIT_OR = 6
    BIT_XOR = 7
    BIT_AND = 8
    EQUALITY = 9
    RELATION = 10
    SHIFT = 11
    SUM = 12
    PRODUCT = 13
    POWER = 14
    UNARY = 15
    CALL = 18
    PRIMARY = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The Python position (line from 1, column from 0) of the text that follows."""

    line: int
    column: int


Part = str | Mark


@dataclass(frozen=True, slots=True)
class Js:
    """One JavaScript expression."""

    parts: tuple[Part, ...]
    binding: Binding = Binding.PRIMARY

    @property
    def text(self) -> str:
        """The JavaScript without its marks."""
        return "".join(part for part in self.parts if isinstance(part, str))


Piece = str | Js | tuple[Part, ...]


def parts_of(*pieces: Piece) -> tuple[Part, ...]:
    """The pieces' parts, one after the other, without adding parentheses."""
    parts: list[Part] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            parts.extend(piece.parts if isinstance(piece, Js) else piece)
    return tuple(parts)


def code(binding: Binding, *pieces: Piece) -> Js:
    """An expression made of pieces whose parentheses are already right."""
    return Js(parts_of(*pieces), binding)


def tight(expression: Js, least: int) -> Js:
    """The expression, in parentheses if it binds looser than `least`."""
    if expression.binding >= least:
        return expression
    return code(Binding.PRIMARY, "(", expression, ")")


def listed(expressions: list[Js]) -> tuple[Part, ...]:
    """Arguments or elements, with commas."""
    pieces: list[Piece] = []
    for index, expression in enumerate(expressions):
        if index:
            pieces.append(", ")
        pieces.append(tight(expression, Binding.ASSIGN))
    return parts_of(*pieces)


def call(function: str | Js, *arguments: Js) -> Js:
    """`function(arguments…)`."""
    target = function if isinstance(function, str) else tight(function, Binding.CALL)
    return code(Binding.CALL, target, "(", listed(list(arguments)), ")")


def method(receiver: Js, name: str, *arguments: Js) -> Js:
    """`receiver.name(arguments…)`."""
    return code(Binding.CALL, receiver_of(receiver), f".{name}(", listed(list(arguments)), ")")


def receiver_of(expression: Js) -> Js:
    """The expression as the left side of a `.` or `[`; `1.x` would not parse."""
    if expression.text.isdigit():
        return code(Binding.PRIMARY, "(", expression, ")")
    return tight(expression, Binding.CALL)


def arrow(parameters: Piece, body: Js) -> Js:
    """`(parameters) => body`; an object literal as the body gets its parentheses."""
    wrapped = body.text.startswith("{")
    inner = ("(", body, ")") if wrapped else (tight(body, Binding.ASSIGN),)
    return code(Binding.ASSIGN, "(", parameters, ") => ", *inner)


def text(value: str) -> Js:
    """A string literal; every character that could end it, or the script, is escaped."""
    literal = json.dumps(value, ensure_ascii=False)
    escaped = "".join(f"\\u{ord(char):04x}" if must_be_escaped(char) else char for char in literal)
    return Js((escaped,))


def must_be_escaped(char: str) -> bool:
    """Lone surrogates cannot be encoded; line separators and DEL are not visible in a file."""
    return "\ud800" <= char <= "\udfff" or char in "\u2028\u2029\x7f\ufeff"


def template_text(value: str) -> str:
    """The fixed part of a template literal."""
    inner = text(value).parts[0]
    assert isinstance(inner, str)
    return inner[1:-1].replace('\\"', '"').replace("`", "\\`").replace("${", "\\${")


RESERVED = frozenset(
    "arguments async await break case catch class const continue debugger default delete do "
    "else enum eval export extends false finally for function if implements import in "
    "instanceof interface let new null package private protected public return static super "
    "switch this throw true try typeof var void while with yield undefined NaN Infinity".split()
)


def local_name(name: str) -> str:
    """A Python name as a JavaScript binding; reserved words get a `$`, unknown to Python."""
    return f"{name}$" if name in RESERVED else name


def property_access(receiver: Js, key: str) -> Js:
    """`receiver.key`, or `receiver["key"]` where the key is not a plain name."""
    if (key.isidentifier() and key.isascii()) or key.replace("$", "_").isidentifier():
        return code(Binding.CALL, receiver_of(receiver), f".{key}")
    return code(Binding.CALL, receiver_of(receiver), "[", text(key), "]")


def property_key(key: str) -> str:
    """A key of an object literal. `__proto__` is computed, or it would set the prototype."""
    if key == "__proto__":
        return '["__proto__"]'
    return key if key.isidentifier() and key.isascii() else text(key).text


def mark(node: ast.AST) -> Mark:
    """The node's own position."""
    return Mark(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
