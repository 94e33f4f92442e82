"""What Clerk says of voice rooms, in English."""

from handlers.texts.huddling import HuddleTexts

ENGLISH_HUDDLES = HuddleTexts(
    title="Voice room",
    titled="Voice room: {topic}",
    started="{who} opened a voice room here. Join it in your browser, with a "
    "microphone; you can show your screen, too.",
    topic="Topic",
    listens="Who listens",
    nobody="nobody: no voice model is configured",
    simulated="a simulated assistant: no AI is asked, and nothing leaves the computer that Clerk "
    "runs on",
    places={
        "own": "{name} ({model}), on your own server {host}",
        "others": "{name} ({model}), at {host} ({region})",
    },
    then="; if that one fails: ",
    hears="An AI hears all who join, sees a screen that somebody shows, and answers aloud. You are "
    "asked once more before your microphone opens.",
    kept="No sound is kept. What is said is written down while you speak, and Clerk makes minutes "
    "of it here.",
    limits="At most {people} people and {minutes} minutes",
    limit_money=", and {money}",
    end_of_sentence=".",
    buttons={"join": "Join", "end": "End"},
    ready="Your link to the voice room",
    ready_why="This link is yours alone: it opens the room once, within {minutes} minutes. Press "
    "Join on the card for another one.",
    ready_again="Whoever else wants to come in presses Join on the card in the channel.",
    go="Go in",
    began="The room is open",
    is_open="A room is open here already",
    is_open_why="{who} opened it at {time} UTC. A channel has one room at a time.",
    ended="{title} has ended",
    endings={
        "people": "Somebody ended it.",
        "over": "Everybody left.",
        "minutes": "It reached the longest time that a room may be open.",
        "money": "It used up the money that a room, or a day, may cost.",
        "deleted": "It was deleted.",
        "lost": "It broke off: the part of Clerk that keeps rooms open stopped. What was said "
        "until then is kept.",
    },
    length="Length",
    people="People",
    no_people="nobody joined",
    cost="Cost of the AI",
    cost_unknown="not known",
    wordless="Nothing was said that could be written down, so there are no minutes.",
    minutes_follow="What was said stands below, as a meeting: its minutes, who spoke, and Delete.",
    refused="Not in this room",
    refusals={
        "unseen": "There is no such room, or you do not read the channel that it is for.",
        "over": "This room has ended. /voice opens a new one.",
        "end": "Who opened a room, or an administrator, ends it. It also ends by itself once "
        "everybody has left.",
        "address": "Nobody could reach a voice room from here: Clerk does not know the address "
        "under which browsers find it. Whoever runs Clerk sets BOT_PUBLIC_URL; then /voice works.",
        "models": "No voice model is configured, so nobody would listen. Whoever runs Clerk sets "
        "BOT_VOICE_MODELS; then /voice works.",
        "money": "The budget of today is used up. A room can be opened again tomorrow.",
        "channel": "I could not say it where you asked: add me there first, then try again.",
    },
    ending_now="The room ends now. What was said comes below its card.",
    file="{title}.vtt",
    assistant="Clerk (AI)",
    source="AI wrote the words down (AI 转写) in the voice room, while people spoke; no sound was "
    "kept. They may be wrong, and nobody can listen to them again.",
    source_ai="the voice room's",
)
