"""What a batch must look like on the wire. Never changes what was sent."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from testsite.collector.json_text import find_unstorable

MAX_EVENT_NAME_CHARS = 255
# Far beyond any wrong clock, and far from where date arithmetic overflows.
FIRST_YEAR, LAST_YEAR = 1970, 2999


def _problem(text: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{text}", {"text": text})


def _require_storable_text(text: str) -> str:
    if "\0" in text:
        raise _problem("holds a NUL character: remove it")
    return text


def _parse_timestamp(value: object) -> datetime:
    """ISO 8601 text with an offset → UTC."""
    if not isinstance(value, str):
        raise _problem("must be a string in ISO 8601, such as 2026-01-31T12:00:00.000Z")
    try:
        parsed = datetime.fromisoformat(value)
        in_utc = parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _problem("is not a date in ISO 8601, such as 2026-01-31T12:00:00.000Z") from None
    if parsed.tzinfo is None:
        raise _problem("has no time zone: end it with Z, or an offset such as +02:00")
    if not FIRST_YEAR <= in_utc.year <= LAST_YEAR:
        raise _problem(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}: check the clock")
    return in_utc


def _parse_uuid(value: object) -> str:
    """Canonical form, since it decides what counts as the same event."""
    try:
        return str(UUID(value if isinstance(value, str) else ""))
    except ValueError:
        raise _problem("must be a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057") from None


Text = Annotated[str, Field(strict=True, min_length=1), AfterValidator(_require_storable_text)]
Timestamp = Annotated[datetime, BeforeValidator(_parse_timestamp)]
Uuid = Annotated[str, BeforeValidator(_parse_uuid)]


class WireModel(BaseModel):
    """An object with exactly these fields: an unknown one would be lost without a word."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_fields(cls, data: Any) -> Any:
        # pydantic's own extra="forbid" reports each of a million fields; one is enough.
        if isinstance(data, dict):
            for name in data:
                if name not in cls.model_fields:
                    known = ", ".join(cls.model_fields)
                    raise _problem(f"has an unknown field {name[:60]!a}: it may hold {known}")
        return data


class Properties(BaseModel):
    """The properties the collector itself reads; the others are kept as they are."""

    distinct_id: Text
    session_id: Text | None = Field(default=None, alias="$session_id")

    @model_validator(mode="before")
    @classmethod
    def _refuse_unstorable(cls, data: Any) -> Any:
        if isinstance(data, dict) and (problem := find_unstorable(data)):
            raise _problem(problem)
        return data


class Event(WireModel):
    uuid: Uuid
    event: Annotated[Text, Field(max_length=MAX_EVENT_NAME_CHARS)]
    timestamp: Timestamp
    properties: Properties


class Envelope(WireModel):
    api_key: Text
    sent_at: Timestamp
    # FailFast: a body of four million wrong items must not become four million error objects.
    batch: Annotated[list[Event], FailFast(), Field(min_length=1)]
