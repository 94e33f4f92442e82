"""A Slack of ours on loopback, written to Slack's documented wire, with state and faults.

async with slack_double() as slack:     # tests.doubles.slack.double
    team = slack.world.add_team("T0OURS")
    slack.act.join(team, "U0EMPLOYEE", "C0INVOICES")
    drop = slack.act.drop(team, "C0INVOICES", "U0EMPLOYEE", [("a.pdf", b"%PDF-")])
    slack.faults.add("chat.postMessage", faults.cut(done=True))
    await slack.deliveries.send(slack.act.told(drop))
"""
