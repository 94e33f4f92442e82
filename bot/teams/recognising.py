"""Who did something, where Teams does not say who that is to Entra: it said so before."""

from bot.book import Book
from bot.teams.frames import id_of
from bot.teams.shapes import Json, sub, tenant_of, text

_ENTRA = "aadObjectId"


async def recognised(book: Book, activity: Json) -> Json:
    """Give an activity with the one id that people go by here, where the book knows it.

    Else they would be somebody else each time that Teams leaves it out. Raises DatabaseBusy.
    """
    who, tenant = sub(activity, "from"), tenant_of(activity)
    account = id_of(who)
    if text(who, _ENTRA) or not account or not tenant:
        return activity
    user = await book.user(tenant, account)
    return activity if user is None else {**activity, "from": {**who, _ENTRA: user}}
