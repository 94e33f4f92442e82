"""Meetings as people follow them in a thread, on whichever platform: from question to deletion."""

from collections.abc import Callable

from tests.scenarios.people import Room, Seen, Somebody, looking

START, STOP, DELETE, RENAME = (f"meeting.{one}" for one in ("start", "stop", "delete", "rename"))
_ASKS = "Press Start,"


async def meeting(
    who: Somebody, head: str, is_right: Callable[[Seen], bool], room: Room = "invoices"
) -> Seen:
    """Wait until the one card of a meeting is as it should."""
    async with looking(f"the card of the meeting of {head}") as told:
        while True:
            told.seen = [one for one in await who.below(head, room) if is_of_meeting(one)]
            if len(told.seen) == 1 and is_right(told.seen[0]):
                return told.seen[0]
            await told.looks.again()


async def start(who: Somebody, head: str, *names: str) -> None:
    """Press Start once Clerk asks about all these files: it begins what its card says."""
    asks = await meeting(
        who, head, lambda one: START in one.actions and all(name in one.words for name in names)
    )
    answer = await who.press(asks, START)
    assert answer.kind == "none", answer.words


async def ended(who: Somebody, head: str) -> Seen:
    """Wait until a run is over; gives the card."""
    return await meeting(who, head, lambda one: STOP not in one.actions and is_answer(one))


async def files(who: Somebody, head: str, many: int) -> dict[str, Seen]:
    """Wait until so many files stand in a thread; gives their messages by name."""
    async with looking(f"{many} files of {head}") as told:
        while True:
            told.seen = await who.below(head)
            found = {one.file: one for one in told.seen if one.file}
            if len(found) >= many:
                return found
            await told.looks.again()


async def emptied(who: Somebody, head: str) -> None:
    """Wait until nothing of Clerk's that could be told of a meeting is in a thread."""
    async with looking(f"that nothing is left of {head}") as told:
        while True:
            told.seen = await who.below(head)
            if not any(one.file or DELETE in one.actions for one in told.seen):
                return
            await told.looks.again()


def is_answer(card: Seen) -> bool:
    """Tell the card of a run from the one that asks: it can be done again, renamed, or deleted."""
    return DELETE in card.actions and _ASKS not in card.words


def is_of_meeting(one: Seen) -> bool:
    """Tell whether a message is a meeting's card, and not that of what was decided in it."""
    return not one.file and not any(action.startswith("task.") for action in one.actions)


async def tasks(who: Somebody, head: str, words: str) -> Seen:
    """Wait until the card of what was decided in a meeting says something."""
    async with looking(f"{words!r} of what was decided in {head}") as told:
        while True:
            told.seen = await who.below(head)
            for one in told.seen:
                if not one.file and not is_of_meeting(one) and words in one.words:
                    return one
            await told.looks.again()


async def forgotten(who: Somebody, *words: str) -> None:
    """Wait until nothing that says any of this is left of what they alone were told."""
    async with looking(f"that {words} are gone") as told:
        while True:
            told.seen = await who.alone()
            if not any(word in one.words for one in told.seen for word in words):
                return
            await told.looks.again()
