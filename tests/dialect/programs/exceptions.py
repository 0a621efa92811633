"""Exceptions: raising, catching, `else` and `finally`."""

from js import Problem, fail


def risky(kind: str) -> str:
    log = []
    try:
        log.append("try")
        if kind == "problem":
            raise Problem("p")
        if kind == "other":
            raise Exception("o")
    except Problem as error:
        log.append("caught " + error.message)
    else:
        log.append("else")
    finally:
        log.append("finally")
    return " ".join(log)


def case_exceptions() -> list[object]:
    found: list[object] = [risky("none"), risky("problem")]
    try:
        risky("other")
    except Exception:
        found.append("passed on")
    try:
        try:
            fail("first")
        except Exception:
            found.append("again")
            raise
    except Exception:
        found.append("outer")
    return found


def case_uncaught() -> None:
    raise Exception("out")


def case_several_handlers() -> list[str]:
    found = []
    for kind in ["problem", "other"]:
        try:
            if kind == "problem":
                raise Problem("x")
            raise Exception("y")
        except Problem:
            found.append("problem")
        except Exception:
            found.append("exception")
    return found


def early(n: int) -> str:
    try:
        if n == 1:
            return "returned"
        n += 1
    finally:
        n += 1
    return "fell through"


def case_return_through_finally() -> list[str]:
    return [early(1), early(2)]
