"""Know who is who: one profile for all the ids of a person, kept up to date event by event.

Never opens a transaction: whoever calls holds one, so that a profile and its events agree.
"""

import json
import sqlite3
from typing import Any

from testsite.collector.event_row import EventRow
from testsite.collector.json_text import to_json

LEAD = "lead"
"""As `person_type`: someone who has chatted, whose profile stays apart from the login's."""

Row = sqlite3.Row


def learn(connection: sqlite3.Connection, event: EventRow) -> None:
    """What an event that was not known before says of its person."""
    properties: dict[str, Any] = json.loads(event.properties)
    person = _person_of(connection, event.api_key, event.distinct_id, event)
    if properties.get("$is_identified") is True or event.event == "$identify":
        connection.execute(
            "UPDATE persons SET is_identified = 1, distinct_id = ? WHERE id = ?",
            (event.distinct_id, person["id"]),
        )
    other_id = {"$identify": "$anon_distinct_id", "$create_alias": "alias"}.get(event.event)
    other = properties.get(other_id) if other_id else None
    # Half a surrogate pair or NUL cannot be an id: no event could have come with it.
    if isinstance(other, str) and other.isprintable() and other:
        _merge(connection, _person_of(connection, event.api_key, other, event), person["id"])
    _describe(connection, person["id"], properties, event.received_at)


def find_person(connection: sqlite3.Connection, api_key: str, distinct_id: str) -> Row | None:
    found: Row | None = connection.execute(
        "SELECT persons.* FROM person_ids JOIN persons ON persons.id = person "
        "WHERE person_ids.api_key = ? AND person_ids.distinct_id = ?",
        (api_key, distinct_id),
    ).fetchone()
    return found


def ids_of(connection: sqlite3.Connection, person: Row) -> list[str]:
    rows = connection.execute(
        "SELECT distinct_id FROM person_ids WHERE person = ? ORDER BY distinct_id", (person["id"],)
    )
    return [row["distinct_id"] for row in rows]


def api_keys_of(connection: sqlite3.Connection, distinct_id: str) -> list[str]:
    rows = connection.execute(
        "SELECT api_key FROM person_ids WHERE distinct_id = ? ORDER BY api_key", (distinct_id,)
    )
    return [row["api_key"] for row in rows]


def owner_of_email(
    connection: sqlite3.Connection, api_key: str, email: str, distinct_id: str
) -> str | None:
    """The id of the profile that has the e-mail, `distinct_id` if that is its own.

    If nobody has it, `distinct_id` now claims it: of two browsers that ask at the same time, the
    second is told of the first. Not if it has, or has claimed, another e-mail: whoever asks then
    makes a new user with this one, whose id is not known here yet.
    """
    email = email.lower()
    own = find_person(connection, api_key, distinct_id)
    owners = connection.execute(
        "SELECT id, distinct_id FROM persons WHERE api_key = ? AND email = ? "
        "ORDER BY is_identified DESC, id",
        (api_key, email),
    ).fetchall()
    if owners:
        is_own = own is not None and any(owner["id"] == own["id"] for owner in owners)
        return distinct_id if is_own else str(owners[0]["distinct_id"])
    claim = connection.execute(
        "SELECT distinct_id FROM email_claims WHERE api_key = ? AND email = ?", (api_key, email)
    ).fetchone()
    if claim is not None:
        return None if claim["distinct_id"] == distinct_id else str(claim["distinct_id"])
    has_claimed = connection.execute(
        "SELECT 1 FROM email_claims WHERE api_key = ? AND distinct_id = ?", (api_key, distinct_id)
    ).fetchone()
    if not has_claimed and (own is None or own["email"] is None):
        connection.execute(
            "INSERT INTO email_claims VALUES (?, ?, ?)", (api_key, email, distinct_id)
        )
    return None


def owner_of_id(
    connection: sqlite3.Connection, api_key: str, user_id: str, distinct_id: str
) -> str | None:
    """The id of another profile that `user_id` belongs to."""
    found, own = (find_person(connection, api_key, id_) for id_ in (user_id, distinct_id))
    if found is None or (own is not None and own["id"] == found["id"]):
        return None
    return str(found["distinct_id"])


def _person_of(
    connection: sqlite3.Connection, api_key: str, distinct_id: str, event: EventRow
) -> Row:
    """The profile of an id, made if there is none."""
    person = find_person(connection, api_key, distinct_id)
    if person is not None:
        return person
    made = connection.execute(
        "INSERT INTO persons (api_key, distinct_id, is_identified, properties, created_at, "
        "last_seen_at) VALUES (?, ?, 0, '{}', ?, ?) RETURNING *",
        (api_key, distinct_id, event.corrected_timestamp, event.received_at),
    ).fetchone()
    connection.execute(
        "INSERT INTO person_ids VALUES (?, ?, ?)", (api_key, distinct_id, made["id"])
    )
    row: Row = made
    return row


def _merge(connection: sqlite3.Connection, other: Row, person_id: int) -> None:
    """Make `other` part of a person, whose own properties win.

    Not someone who is known by another id already, nor a lead: those keep their profiles.
    """
    given = json.loads(other["properties"])
    if other["id"] == person_id or other["is_identified"] or given.get("person_type") == LEAD:
        return
    connection.execute(
        "UPDATE person_ids SET person = ? WHERE person = ?", (person_id, other["id"])
    )
    connection.execute("DELETE FROM persons WHERE id = ?", (other["id"],))
    (own,) = connection.execute(
        "SELECT properties FROM persons WHERE id = ?", (person_id,)
    ).fetchone()
    _save(connection, person_id, {**given, **json.loads(own)})
    connection.execute(
        "UPDATE persons SET created_at = min(created_at, ?) WHERE id = ?",
        (other["created_at"], person_id),
    )


def _describe(
    connection: sqlite3.Connection, person_id: int, said: dict[str, Any], seen_at: str
) -> None:
    """Apply `$set_once`, `$set`, `$unset` and `$append`, in this order."""
    connection.execute("UPDATE persons SET last_seen_at = ? WHERE id = ?", (seen_at, person_id))
    if not any(name in said for name in ("$set", "$set_once", "$unset", "$append")):
        return
    (text,) = connection.execute(
        "SELECT properties FROM persons WHERE id = ?", (person_id,)
    ).fetchone()
    properties = {
        **_mapping(said.get("$set_once")), **json.loads(text), **_mapping(said.get("$set"))
    }  # fmt: skip
    unset = said.get("$unset")
    for name in unset if isinstance(unset, list) else []:
        properties.pop(str(name), None)
    for name, item in _mapping(said.get("$append")).items():
        known = properties.get(name, [])
        properties[name] = [*(known if isinstance(known, list) else [known]), item]
    _save(connection, person_id, properties)


def _save(connection: sqlite3.Connection, person_id: int, properties: dict[str, Any]) -> None:
    email = properties.get("email")
    owned = email.lower() if isinstance(email, str) and email.isprintable() else None
    (api_key,) = connection.execute(
        "UPDATE persons SET properties = ?, email = ? WHERE id = ? RETURNING api_key",
        (to_json(properties), owned, person_id),
    ).fetchone()
    if owned is not None:
        connection.execute(
            "DELETE FROM email_claims WHERE api_key = ? AND email = ?", (api_key, owned)
        )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
