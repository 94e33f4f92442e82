"""What people can do to a card of Clerk's: the verbs that a press comes back with."""

PRESS = "clerk.press"  # a button of Clerk's own: {"a": action, "v": value}
PAGE = "clerk.page"  # other rows of a table: {"p": page}
SUBMIT = "clerk.submit"  # a form: {"a": action, "v": value, "f": what was asked} and its inputs
BACK = "clerk.back"  # the message as it is
FILE = "clerk.file"  # a file that is offered
