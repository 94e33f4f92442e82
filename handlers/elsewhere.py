"""The card of a document where it was not dropped: whose it is, and the way to its thread."""

from dataclasses import replace

from handlers.cards import shown
from handlers.chat import Button, Buttons, Card, Language, Text
from handlers.people import person_id
from handlers.ports import Drop
from handlers.review_parts import LINK, Standing, moment
from handlers.texts.catalogue import texts


def told_elsewhere(
    card: Card, drop: Drop, standing: Standing, language: Language, url: str | None = None
) -> Card:
    """Say on a card first who dropped the document: it stands where that is not to be seen.

    `url` opens the thread in which it is, where its platform has an address for that.
    """
    person = person_id(drop.place.platform, drop.user)
    said = texts(language).review.dropped.format(
        name=shown(drop.name),
        who=standing.names.get(person, person),
        at=moment(drop.received_at, standing.zone),
    )
    label = texts(language).review.buttons["thread"]
    way = () if url is None else (Buttons((Button(LINK, "", label, url=url),)),)
    return replace(card, parts=(Text(said), *way, *card.parts))
