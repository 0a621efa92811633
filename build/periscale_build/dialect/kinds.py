"""The groups of types that compile differently, and which of them a type of mypy's belongs to.

Never asks the type checker anything.
"""

from enum import Enum

from mypy import types


class Kind(Enum):
    """The groups of types that compile differently."""

    NONE = "None"
    STR = "str"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    LIST = "list"
    TUPLE = "tuple"
    DICT = "dict"
    RECORD = "TypedDict"
    VIEW = "iterable"
    FOREIGN = "browser object"
    FUNCTION = "function"
    CLASS = "class"
    UNKNOWN = "unknown type"


NUMBERS = frozenset({Kind.INT, Kind.FLOAT})
SEQUENCES = frozenset({Kind.LIST, Kind.TUPLE})
MAYBE_NONE = frozenset({Kind.NONE, Kind.UNKNOWN})
# Equal in Python where their parts are, in JavaScript only to themselves.
BY_VALUE = SEQUENCES | {Kind.DICT, Kind.RECORD, Kind.VIEW}

_KINDS = {
    "builtins.str": Kind.STR,
    "builtins.int": Kind.INT,
    "builtins.float": Kind.FLOAT,
    "builtins.bool": Kind.BOOL,
    "builtins.list": Kind.LIST,
    "builtins.tuple": Kind.TUPLE,
    "typing.Sequence": Kind.LIST,
    "typing.MutableSequence": Kind.LIST,
    "builtins.dict": Kind.DICT,
    "typing.Mapping": Kind.DICT,
    "typing.MutableMapping": Kind.DICT,
    "typing.Iterable": Kind.VIEW,
    "typing.Iterator": Kind.VIEW,
    "typing.Generator": Kind.VIEW,
    "builtins.range": Kind.VIEW,
    "builtins.enumerate": Kind.VIEW,
    "builtins.reversed": Kind.VIEW,
    "builtins.map": Kind.VIEW,
    "builtins.filter": Kind.VIEW,
    "builtins.object": Kind.UNKNOWN,
}
_VIEWS = frozenset({"builtins.dict_keys", "builtins.dict_values", "builtins.dict_items"})


def kinds_of(type_: types.Type | None) -> frozenset[Kind]:
    """The kinds an expression of this type may have at run time."""
    if type_ is None:
        return frozenset({Kind.UNKNOWN})
    proper = types.get_proper_type(type_)
    if isinstance(proper, types.UnionType):
        return frozenset().union(*(kinds_of(item) for item in proper.items))
    if isinstance(proper, types.LiteralType):
        return kinds_of(proper.fallback)
    if isinstance(proper, types.TypeVarType):
        return kinds_of(proper.upper_bound)
    if isinstance(proper, types.UninhabitedType):
        return frozenset()
    return frozenset({_kind_of(proper)})


def _kind_of(proper: types.ProperType) -> Kind:
    match proper:
        case types.NoneType():
            return Kind.NONE
        case types.TupleType():
            return Kind.TUPLE
        case types.TypedDictType():
            return Kind.RECORD
        case types.TypeType():
            return Kind.CLASS
        case types.CallableType() | types.Overloaded():
            return Kind.CLASS if proper.is_type_obj() else Kind.FUNCTION
        case types.Instance():
            name = proper.type.fullname
            if name in _KINDS:
                return _KINDS[name]
            if name in _VIEWS or name.startswith("_collections_abc.dict_"):
                return Kind.VIEW
            return Kind.FOREIGN
    return Kind.UNKNOWN


def describe(kinds: frozenset[Kind]) -> str:
    """Kinds in words, for a refusal."""
    return " or ".join(sorted(kind.value for kind in kinds)) or "a value the checker cannot reach"
