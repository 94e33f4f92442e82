"""What Clerk says it does, as the help lists it, in English: part of its `Texts`."""

ENGLISH_HELP = (
    (
        "Drop an invoice, a receipt or a contract here: a PDF, an OFD, an e-invoice "
        "XML, a photo or a scan (JPG, PNG, WebP, HEIC, TIFF). I answer below it with the "
        "fields, a picture that shows where each value stands, and the JSON. Before "
        "notice on a contract must be given, I remind you there."
    ),
    (
        "Whatever fails a check is marked, with the reason. Dropping the same file again adds "
        "nothing."
    ),
    (
        "{clerk}queue shows you what is waiting for accounting: {clerk}queue mine only what is "
        "yours, {clerk}queue vendor by seller."
    ),
    "{clerk}vendors shows accounting what is remembered of sellers; vendors NAME, of one.",
    (
        "{clerk}status shows you who reads here, whether files are scanned for viruses, what "
        "is waiting, and how your own files stand."
    ),
    (
        "Drop the recording of a meeting, or its transcript: I ask first, then tell who spoke, "
        "which slides were shown, and when. {clerk}recordings shows what I do with them "
        "where you ask; administrators change it with recordings ask, auto or off."
    ),
    (
        "What a meeting decided, and who said they will do what, I propose below it: "
        "nothing is a task before somebody confirms it. {clerk}tasks shows yours, {clerk}tasks "
        "channel those of the channel where you ask."
    ),
    (
        "{clerk}voice TOPIC opens a voice room for the channel where you ask: people talk there "
        "with each other and with an AI, and what is said becomes minutes."
    ),
    "{clerk}forget D-… forgets what you dropped, as long as nobody has decided on it.",
    "{clerk}help shows this.",
)
