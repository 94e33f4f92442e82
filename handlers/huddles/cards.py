"""The cards of voice rooms: one heads the thread of each, the others are for one person alone."""

from datetime import timedelta

from handlers.cards import shown
from handlers.chat import Button, Buttons, Card, Fields, Language, Part, Text, Told
from handlers.huddles.links import Links
from handlers.huddles.records import Huddle
from handlers.huddles.terms import Terms
from handlers.review_parts import LINK
from handlers.texts.catalogue import texts
from handlers.texts.written import dollars
from pipelines.meeting.marks import clock

JOIN, END = "huddle.join", "huddle.end"


def titled(huddle: Huddle) -> str:
    """Name a room by its topic, where it has one."""
    said = texts(huddle.language).huddles
    return said.titled.format(topic=shown(huddle.topic)) if huddle.topic else said.title


def join_card(huddle: Huddle, who: str, terms: Terms) -> Card:
    """Say that a room is open, and what to know before going in."""
    said = texts(huddle.language).huddles
    topic = ((said.topic, huddle.topic),) if huddle.topic else ()
    return Card(
        titled(huddle),
        (
            Text(said.started.format(who=who)),
            Fields((*topic, (said.listens, terms.listens(huddle.language)))),
            Text(said.hears),
            Text(f"{said.kept} {terms.limits(huddle.language)}"),
            Buttons(
                (
                    Button(JOIN, huddle.id, said.buttons["join"], tone="good"),
                    Button(END, huddle.id, said.buttons["end"]),
                )
            ),
        ),
        footer=huddle.id,
    )


def ended_card(huddle: Huddle, *, is_wordless: bool) -> Card:
    """Say that a room has ended: why, how long it was, who was there, and what it cost."""
    said = texts(huddle.language).huddles
    why = None if huddle.ending is None else said.endings[huddle.ending]
    if huddle.ending == "over" and not huddle.people:
        why = None  # nobody was there who could have left
    told = [] if why is None else [Text(why)]
    parts: tuple[Part, ...] = (
        *told,
        Fields(
            (
                (said.length, clock(length_s(huddle))),
                (said.people, _names(huddle)),
                (said.cost, _cost(huddle)),
            )
        ),
        Text(said.wordless if is_wordless else said.minutes_follow),
    )
    return Card(said.ended.format(title=titled(huddle)), parts, footer=huddle.id)


def length_s(huddle: Huddle) -> float:
    """Give for how long somebody was in a room, in seconds."""
    if huddle.ended_at is None or not huddle.people:
        return 0.0
    began = min(one.since for one in huddle.people)
    return max((huddle.ended_at - began).total_seconds(), 0.0)


def _names(huddle: Huddle) -> str:
    said = texts(huddle.language).huddles
    between = {"en": ", ", "zh": "、"}[huddle.language]
    return between.join(one.name for one in huddle.people) or said.no_people


def _cost(huddle: Huddle) -> str:
    said = texts(huddle.language).huddles
    if huddle.cost_usd is not None:
        return dollars(huddle.cost_usd)
    return said.cost_unknown


def link_card(title: str, url: str, links: Links, language: Language, *more: str) -> Card:
    """Give one person the link that is theirs."""
    said = texts(language).huddles
    why = said.ready_why.format(minutes=links.opens_for // timedelta(minutes=1))
    way = Buttons((Button(LINK, "", said.go, tone="good", url=url),))
    return Card(title, (Text(why), *map(Text, more), way))


def open_card(huddle: Huddle, who: str, address: str | None, language: Language) -> Card:
    """Say to whoever wants to open a room that there is one, and how to come in."""
    phrases = texts(language)
    said = phrases.huddles
    why = said.is_open_why.format(who=who, time=f"{huddle.started_at:%H:%M}")
    way = [Button(JOIN, huddle.id, said.buttons["join"], tone="good")]
    if address is not None:
        way.append(Button(LINK, "", phrases.review.buttons["open"], url=address))
    return Card(said.is_open, (Text(titled(huddle)), Text(why), Buttons(tuple(way))))


def refusal_card(why: str, language: Language) -> Card:
    """Say why nothing comes of something."""
    said = texts(language).huddles
    return Card(said.refused, (Text(said.refusals[why]),), tone="bad")


def refusal(why: str, language: Language) -> Told:
    """Say it to whoever pressed."""
    return Told(refusal_card(why, language))
