"""Who somebody is by what a page tells User.com: an id, an e-mail address, attributes.

The collector may be asked whose address it is: what comes meanwhile waits here.
"""

from collections.abc import Callable
from typing import cast

from js import Promise, Record, String, regex, truthy

from tag_src.browser.console import warn
from tag_src.browser.guard import guarded, in_background
from tag_src.browser.json import Properties, as_properties
from tag_src.delivery.resolve import resolve
from tag_src.facades.live import person
from tag_src.facades.widget import STATE, civchat
from tag_src.identity.visitor import current_visitor
from tag_src.tracker import distinct_id, group, identify, reset, set_person_properties

SETTING = regex(r"^(apiKey|event|user_id|unified_identification|authorize_by_email)$")
BLANK_IN_TIME = regex(r"^([\d-]{10}) (?=\d\d:)")

answer: Promise[object] | None = None
"""What later calls wait for: the collector is asked who somebody is."""


def in_turn(step: Callable[[], object]) -> None:
    """Run `step` once it is known who the visitor is; it may return what to wait for next."""
    global answer
    if answer:
        mine: Promise[object] | None = in_background(
            answer.then(cast("Callable[[object], object]", step))
        )
    else:
        mine = cast("Promise[object] | None", guarded(step)())
    answer = mine

    def on_answer(nothing: object) -> None:
        """Nothing waits any more: what comes next is done at once."""
        global answer
        if answer is mine:
            answer = None

    if mine:
        mine.then(on_answer)


def settle(given: Properties) -> Promise[object] | None:
    """Make the visitor who `given` says it is. Asks the collector only if it must."""
    user_id = given.get("user_id")
    said = attributes(given)
    email = said.get("email")
    asker = distinct_id()

    def decide(found: tuple[int, str | None]) -> None:
        owner = found[1]
        is_own = owner == asker == current_visitor()["anonymous_id"]
        if distinct_id() != asker and not is_own:
            return  # Somebody logged in or out meanwhile: it was said of another.
        if owner == asker:
            owner = None
        elif owner and not civchat().authorize_by_email:
            warn("email is taken")
            del said["email"]
            owner = None
        elif not owner and truthy(known_email()):
            reset()
        learn(said, owner)

    if (
        civchat().unified_identification
        and not truthy(user_id)
        and isinstance(email, str)
        and email
        and email.lower() != String(known_email()).lower()
    ):
        return in_background(cast("Promise[tuple[int, str | None]]", resolve(email)).then(decide))
    learn(said, user_id)
    return None


def known_email() -> object:
    return cast(Record, person())["email"]


def learn(said: Properties, user_id: object) -> None:
    company = as_properties(said.get("company"))
    del said["company"]
    if not truthy(user_id):
        set_person_properties(said)
    else:
        guarded(identify)(user_id, said)
    if company:
        id = company.get("company_id")
        group("company", id if truthy(id) else company.get("name"), company)


def attributes(given: Properties) -> Properties:
    """What `given` says of the person; takes the rest out of it.

    A list of one is a plain value, and a blank in a time is a `T`.
    """
    for name, each in given.items():
        value = each[0] if isinstance(each, list) and len(each) == 1 else each
        if SETTING.test(name) or (name == "state" and STATE.test(cast(str, value))):
            del given[name]
        else:
            given[name] = BLANK_IN_TIME.sub("$1T", value) if isinstance(value, str) else value
    return given
