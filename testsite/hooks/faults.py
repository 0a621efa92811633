"""Fault rules: which request fails, how often and in what way. Never carries a fault out."""

import random
import threading
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

MAX_DELAY_MS = 120_000
NO_BODY_STATUSES = (204, 205, 304)

HeaderText = Annotated[str, StringConstraints(pattern=r"^[ -~]+$", max_length=200)]


class FaultRule(BaseModel):
    """What a test asks for. Without api_key and match it meets every POST to /batch/."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    api_key: str | None = None
    match: Annotated[str | None, Field(min_length=1)] = None  # in body, Origin or address
    times: Annotated[int | None, Field(ge=1)] = None  # None: until cleared
    probability: Annotated[float, Field(gt=0, le=1)] = 1.0
    seed: int = 0
    delay_ms: Annotated[int, Field(ge=0, le=MAX_DELAY_MS)] = 0
    status: Annotated[int | None, Field(ge=200, le=599)] = None
    retry_after: Annotated[int, Field(ge=0)] | HeaderText | None = None  # seconds or HTTP date
    hang: bool = False  # no answer until the rule is cleared, then a reset
    close: bool = False  # the TCP connection is reset without an answer
    after_store: bool = False  # take the batch in first: the lost acknowledgement

    @model_validator(mode="after")
    def _require_one_outcome(self) -> Self:
        outcomes = [self.status is not None, self.hang, self.close]
        if sum(outcomes) > 1:
            raise PydanticCustomError("refused", "give only one of status, hang and close")
        if not any(outcomes) and not self.delay_ms:
            raise PydanticCustomError(
                "refused", "does nothing: add status, hang, close or delay_ms"
            )
        if self.retry_after is not None and self.status is None:
            raise PydanticCustomError("refused", "retry_after needs a status to go with")
        return self


@dataclass(frozen=True)
class Arrival:
    """What the rules look at in a request."""

    api_key: str | None
    texts: tuple[str, ...]  # body, origin, address


@dataclass
class ArmedRule:
    rule: FaultRule
    random: random.Random
    hits: int = 0
    released: threading.Event = field(default_factory=threading.Event)  # set once it is cleared

    def meets(self, arrival: Arrival) -> bool:
        """Whether the request is this rule's to fail. Draws from the seed only if it could be."""
        rule = self.rule
        if rule.api_key is not None and rule.api_key != arrival.api_key:
            return False
        if rule.match is not None and not any(rule.match in text for text in arrival.texts):
            return False
        if rule.times is not None and self.hits >= rule.times:
            return False
        return self.random.random() < rule.probability


class FaultRules:
    """The rules in force, in order; the first that meets a request is carried out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[ArmedRule] = []
        self._stopped = False

    def replace(self, rules: list[FaultRule], api_key: str | None) -> None:
        """Put `rules` in place of those of `api_key`, or of all when it is None."""
        with self._lock:
            kept = [armed for armed in self._armed if not _is_of(armed, api_key)]
            for armed in self._armed:
                if _is_of(armed, api_key):
                    armed.released.set()
            self._armed = kept + [ArmedRule(rule, random.Random(rule.seed)) for rule in rules]

    def pick(self, arrival: Arrival) -> ArmedRule | None:
        """The rule to carry out on this request, with its hit counted."""
        with self._lock:
            if self._stopped:
                return None
            for armed in self._armed:
                if armed.meets(arrival):
                    armed.hits += 1
                    return armed
            return None

    def report(self, api_key: str | None) -> list[dict[str, object]]:
        with self._lock:
            return [
                {**armed.rule.model_dump(), "hits": armed.hits}
                for armed in self._armed
                if _is_of(armed, api_key)
            ]

    def stop(self) -> None:
        """Release every held request and hold none from now on."""
        with self._lock:
            self._stopped = True
        self.replace([], None)


def _is_of(armed: ArmedRule, api_key: str | None) -> bool:
    return api_key is None or armed.rule.api_key == api_key
