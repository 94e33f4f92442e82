"""Files that a platform does not show: what lacks for that, and what works without it."""

from handlers.chat import Card, Language, Text
from handlers.texts.catalogue import texts

KIND = "unseen"  # the job of a message whose files are to be asked for
OFF, AWAY = "off", "away"  # nobody may be asked; or nobody answered


def unseen_card(lack: str, language: Language) -> Card:
    """Say why files are not seen: `lack` is OFF, AWAY, or what the permission is called."""
    said = texts(language).unseen
    sentences = {OFF: said.off, AWAY: said.away}
    why = sentences.get(lack) or said.unconsented.format(permission=lack)
    return Card(said.title, (Text(why), Text(said.otherwise)), tone="bad")
