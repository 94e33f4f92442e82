"""What a document could say to be more than words in a chat, and where on a card it could."""

from collections.abc import Callable

from handlers.chat import Button, Buttons, Card, Code, Entry, Fields, Table, Text

HOSTILE = (
    # pings
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S0AAAAAAA|@accounting>", "<@U0ANNA>",
    "<@U0ANNA|Anna>", "<#C0BILLS|bills>", "@here", "@channel", "@everyone", "@anna", "#general",
    "&lt;!channel&gt;", "<!date^1392734382^{date}|pay now>", "＠here <!here|here>",
    "<at>Anna</at>", "<at id=\"0\">everyone</at>",
    # links
    "https://evil.example/pay", "http://evil.example", "HTTPS://EVIL.EXAMPLE", "www.evil.example",
    "evil.example/login", "<https://evil.example|your bank>", "<mailto:a@evil.example|write>",
    "pay@evil.example", "mailto:pay@evil.example", "tel:+4930123456", "slack://open?team=T0",
    "javascript:alert(1)", "[bank](https://evil.example)", "https://evil.exаmple/хост",
    "//evil.example/x",
    # formatting
    "*bold*", "_italic_", "~gone~", "`code`", "```\nfence\n```", "> quoted", ">>> all of it",
    "* item\n* item", "# heading", "**strong**", "a_b_c _d_", "||hidden||",
    "＊bold＊", "＿italic＿", "｀code｀", "～gone～", "＞ quoted", ":＋1:",
    "1. one\n2. two", "- one", "![x](https://evil.example/x.png)", "a\\*b", "| a | b |\n|---|---|",
    # what would be replaced
    "{{DATE(2026-02-14T06:08:39Z,LONG)}}", "{{{{TIME(2026-02-14T06:08:39Z)}}}}", "${vendor}",
    # emoji that could pass for a sign of Clerk's
    ":white_check_mark: Approved by Anna", ":warning:", ":+1::skin-tone-2:",
    # signs that cannot be seen, or turn what can
    "12\u202e43\u202c.00", "\u2066\u2067a\u2069", "\u200bz\u200ce\u200dr\u2060o\ufeff", "a\u00adb",
    "A\x00B\x07C\x1b[31m", "Total\n119.00\nApproved", "a\u2028b\u2029c", "\U000e0041\U000e0042tag",
    "Z" + "\u0300" * 60, "\u3164\u115f\u2800", "a\u034fb", "\ud83d", "\ufff9x\ufffay\ufffb",
    "\u061cx\u200e\u200f", "\u180e", "\r\nSet: x", "ＡＣＭＥ", "аррӏе",
    # blocks
    '{"type":"section","text":{"type":"mrkdwn","text":"<!channel>"}}',
    '"}]},{"type":"actions","elements":[', "</text><actions>", "review.approve#0", "=yes",
)  # fmt: skip


PRESS = Button("review.approve", "D-1:1", "Approve", "good")

PLACES: dict[str, Callable[[str], Card]] = {
    "title": lambda said: Card(said, tone="bad"),
    "long title": lambda said: Card(said * 40),
    "text": lambda said: Card("Card", (Text(said),)),
    "toned text": lambda said: Card("Card", (Text(said, "bad"), Text(said, "good"))),
    "name": lambda said: Card("Card", (Fields(((said, "1.00"),)),)),
    "value": lambda said: Card("Card", (Fields((("Seller", said), ("Total", "1.00"))),)),
    "column": lambda said: Card("Card", (Table((said, "b"), (("1", "2"),)),)),
    "cell": lambda said: Card("Card", (Table(("a", "b"), ((said, "2"), ("1", said))),)),
    "second table": lambda said: Card(
        "Card", (Table(("a",), (("1",), ("2",))), Table(("b",), ((said,),)))
    ),
    "code": lambda said: Card("Card", (Code("JSON", said),)),
    "name of code": lambda said: Card("Card", (Code(said, "{}"),)),
    "label": lambda said: Card("Card", (Buttons((Button("a.b", "D-1:1", said),)),)),
    "option": lambda said: Card(
        "Card", (Buttons(tuple(Button("a.b", f"D-{at}:1", said) for at in range(9))),)
    ),
    "entry": lambda said: Card("Card", (Entry(said, "detail", PRESS, "bad"),)),
    "detail": lambda said: Card("Card", (Entry("Title", said, PRESS),)),
    "footer": lambda said: Card("Card", footer=said),
}
