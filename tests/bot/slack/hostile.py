"""What a document could say to be more than words in Slack."""

HOSTILE = (
    # pings
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S0AAAAAAA|@accounting>", "<@U0ANNA>",
    "<@U0ANNA|Anna>", "<#C0BILLS|bills>", "@here", "@channel", "@everyone", "@anna", "#general",
    "&lt;!channel&gt;", "<!date^1392734382^{date}|pay now>", "＠here <!here|here>",
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
