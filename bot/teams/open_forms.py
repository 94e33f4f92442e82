"""Forms that stand open in Teams: shown again, as they were filled in, where they are not taken."""

from collections import OrderedDict

from handlers.chat import Form, MessageRef

_MOST = 500

_Key = tuple[str, str, str, str]


class OpenForms:
    """The forms that were opened last, each by the message it stands in and whoever opened it.

    They are remembered until Clerk ends: what is sent off is read without them.
    """

    def __init__(self) -> None:
        self._open = OrderedDict[_Key, Form]()

    def opened(self, message: MessageRef, user: str, form: Form) -> None:
        """Remember a form, in place of what was open there."""
        key = _key(message, user)
        self._open[key] = form
        self._open.move_to_end(key)
        while len(self._open) > _MOST:
            self._open.popitem(last=False)

    def closed(self, message: MessageRef, user: str) -> None:
        """Forget what was open."""
        self._open.pop(_key(message, user), None)

    def get(self, message: MessageRef, user: str, action: str, value: str) -> Form | None:
        """Give the form that asks for an action on something; None: it is not known any more."""
        form = self._open.get(_key(message, user))
        if form is None or (form.action, form.value) != (action, value):
            return None
        return form


def _key(message: MessageRef, user: str) -> _Key:
    return message.place.tenant, message.place.channel, message.id, user
