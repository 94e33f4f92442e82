"""A Teams of ours on loopback, written to the wire that Microsoft documents, with faults.

async with teams_double() as teams:     # tests.doubles.teams.double
    ours = teams.world.tenant()
    ann = ours.person("Ann")
    settings = teams.environment(ours)  # of a Clerk that works here
    teams.deliveries.url = f"{listener.url}/teams/messages"
    personal = ours.personal(ann)       # or ours.group("Bills", ann), ours.channel("Bills", ann)
    message = await teams.act.write(personal, ann, files=[("a.pdf", b"%PDF-")])
    [answer] = personal.thread(message) # .card, .card_for(ann)
    await teams.act.press(answer, ann, "Approve")
    teams.faults.add("post", limited(2))            # tests.doubles.teams.faults
    await teams.deliveries.send(activity, token=teams.keys.token(url, aud="another"))
"""
