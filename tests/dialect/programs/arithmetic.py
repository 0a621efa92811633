"""Numbers and logic."""


def halves(n: int) -> float:
    return n / 2


def case_division() -> list[float]:
    numbers = [7, -7]
    return (
        [n // 2 for n in numbers]
        + [n % 3 for n in numbers]
        + [n % -3 for n in numbers]
        + [halves(3)]
    )


def case_modulo_of_floats() -> list[float]:
    return [x % 1 for x in [1.5, -0.25]]


def case_powers_and_signs() -> list[float]:
    n = 2
    return [2**10, (-n) ** 2, -(n**2), 2**-1, --n, +n, -(-n), 1 - (2 - 3), 2 * (3 + 4), 8 / (4 / 2)]


def case_precedence() -> list[object]:
    a, b, c = 1, 2, 3
    return [
        (a + b) * c,
        a + b * c,
        not (a > b or b > c),
        (a > b) == (b > c),
        (a or b) and c,
        a or (b and c),
        (a if a > b else b) + c,
        -(a + b),
        (a, b)[0],
        [x for x in ([a] if a > 5 else [b])],
    ]


def case_bits() -> list[object]:
    a, b, c = 12, 10, 3
    return [
        [a & b, a | b, a ^ b, ~a, a << c, a >> 1, -a >> 1, -1 >> 31],
        [a | b & c, (a | b) & c, a ^ b | c, a ^ (b | c), a & b == c, (a & b) == c, a < b | c],
        [a + b << 1, a + (b << 1), -a & 255, -(a & 7), ~a + 1, (a if a & 4 else b), 1 << c + 1],
    ]


def case_values_of_and_or() -> list[object]:
    empty, zero, word = "", 0, "w"
    return [empty or word, word and zero, zero or empty, word or empty, empty and word]


def case_chained_comparisons() -> list[object]:
    calls: list[int] = []

    def middle() -> int:
        calls.append(1)
        return 5

    results = [1 < middle() < 9, 9 < middle() < 1, 1 < middle() <= 5 == middle()]
    return [results, len(calls)]


def case_augmented() -> list[object]:
    n = 7
    n += 1
    n -= 2
    n *= 3
    n //= 4
    n %= 3
    n |= 12
    n <<= 2
    n ^= 5
    n >>= 1
    n &= 27
    x = 1.0
    x /= 4
    s = "a"
    s += "b"
    return [n, x, s]


def case_abs_and_builtins() -> list[object]:
    return [abs(-3), bool(0), bool(1.5), (True and 7), callable(halves), list(range(3))]


def case_constants() -> list[object]:
    return [1.0, 0.5, 1e21, 2**53, True, False, None, -1, 1_000]
