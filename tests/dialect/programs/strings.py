"""Strings, f-strings and their methods."""

WEIRD = "tab\t nul\0 quote\" apostrophe' back\\slash `tick` ${x} \u2028 \x7f é 𝒳 </script> \r\n"


def case_literals() -> list[str]:
    return [WEIRD, "", "é", "𝒳", "\u200b", "ab", r"\d"]


def case_f_strings() -> list[str]:
    name, n = "Ann", 3
    return [
        f"{name}",
        f"a{name}b{n}c",
        f"{name.upper()} has {n + 1} `items` costing ${n} or ${{n}}",
        f"{'inner ' + f'{name}-{n}'}",
        f"{{literal}} {len(name)} {[x for x in name][0]}",
        f"é{name}𝒳{n}",
        f"line\n{name}\\",
        f"{255:x} {n:02x} {n:04d} {n:d}",
        f"{'yes' if n > 2 else 'no'}",
    ]


def case_triple_quoted() -> str:
    n = 1
    return f"""one
two {n}
{n + 1}"""


def case_methods() -> list[object]:
    s = "  Hello World  "
    return [
        s.strip(),
        s.lstrip(),
        s.rstrip(),
        s.lower(),
        s.upper(),
        s.strip().startswith("Hello"),
        s.endswith("x"),
        s.find("World"),
        s.find("nothing"),
        s.rfind("o"),
        ["a", "b", "", "c"],
        ["a", "b", "c"],
        [],
        "aXbXc".replace("X", "$&"),
        "a.b.c".replace(".", "-"),
        ",".join(["a", "b"]),
        "-".join("abc"),
        "".join(x + "!" for x in "ab"),
        "7".rjust(3, "0"),
        "7".ljust(3, "."),
        "ab" * 3,
        "ab" * -len(s),
    ]


def case_slices() -> list[str]:
    s = "abcdef"
    return [s[1:3], s[:2], s[-2:], s[:-1], s[2:-1], s[:], s[10:], s[-100:2], s[4:1], s[0], s[-1]]


def case_index_variable() -> list[str]:
    s = "abc"
    return [s[i] for i in [0, 1, -1, -3]]


def case_membership() -> list[bool]:
    return ["ell" in "hello", "x" not in "hello", "" in "a"]


def case_comparison() -> list[bool]:
    return ["a" < "b", "a" == "a", "a" != "b", "a" < "b" < "c", "a" < "c" < "b", "B" < "a"]


def case_iteration() -> list[str]:
    return list("aé𝒳") + [c for c in "xy"]


def case_truth() -> list[bool]:
    empty, full = "", "x"
    return [bool(empty), bool(full), not empty, not full]


def case_str_of() -> list[str]:
    return [str(1), "a", str(-5)]


def case_numbers_of() -> list[float]:
    return [int("12"), int(" -7 "), int(3.9), int(-3.9), float("1.5"), float("1e3"), float(2)]


def case_awkward_numbers_of() -> list[object]:
    nan, inf = float(" NaN"), float("inf")
    return [
        nan == nan,
        inf > 1e308,
        float("-Infinity") < 0,
        int("1_000"),
        float("1_0.5e1_0") == 105e9,
    ]


def case_bad_underscores() -> int:
    return int("1__0")


def case_bad_infinity() -> float:
    return float("infinite")


def case_bad_number() -> int:
    return int("abc")


def case_bad_float() -> float:
    return float("")
