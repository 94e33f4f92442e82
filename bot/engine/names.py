"""How the engine writes things down: JSON, and of an exception nothing but the name of its type."""

from dbos import DBOSPortableJSONSerializer

_RAISED = "__raised__"


class Failed(Exception):
    """A job or a step ended in an exception of this type; its words are not kept."""

    def __init__(self, type_name: str) -> None:
        super().__init__(type_name)
        self.type_name = type_name


def name_of(error: BaseException) -> str:
    """Give the name of the type of what was raised first."""
    return error.type_name if isinstance(error, Failed) else type(error).__name__


class NamesOnly(DBOSPortableJSONSerializer):
    """DBOS's portable JSON, except that exceptions keep no text, cause or attribute."""

    def name(self) -> str:
        # DBOS has a way of its own with exceptions, text and all, for the name it knows.
        return "clerk_json"

    def serialize(self, value: object) -> str:
        if isinstance(value, BaseException):
            value = {_RAISED: name_of(value)}
        return super().serialize(value)

    def deserialize(self, text: str | None) -> object:
        value = super().deserialize(text)
        if isinstance(value, dict) and _RAISED in value:
            return Failed(value[_RAISED])
        return value
