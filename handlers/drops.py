"""A dropped file as a durable job, and back."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote, unquote

from handlers.chat import Place, Upload
from handlers.intake import tidy_name
from handlers.ports import Drop, Facts, Job
from pipelines.document.stretches import stretch_of
from pipelines.errors import MediaRejected, Reason

KIND = "document"
_SPOKEN = "huddle"  # in the place of a platform: none is called so


def document_id(tenant: str, sha256: str, part: str = "") -> str:
    """Name a document after its tenant and its bytes: dropped again, it has the same name.

    One of several documents in a file is named after its pages, too.
    """
    named = "\0".join((tenant, sha256, *filter(None, [part])))
    digest = hashlib.sha256(named.encode()).digest()
    return f"D-{base64.b32encode(digest).decode()[:10]}"


def key_of(*parts: str) -> str:
    """Join what names a job into its key.

    Quoted, as ids of platforms may hold colons: two names never make one key.
    """
    return ":".join(quote(part, safe="") for part in parts)


def spoken_key(huddle: str) -> str:
    """Name the arrival of what was said in a voice room, by the room's id."""
    return key_of(_SPOKEN, huddle)


def is_spoken(drop: Drop) -> bool:
    """Tell whether an arrival is what was said in a voice room: nobody dropped it."""
    return drop.key.startswith(f"{_SPOKEN}:")


def channel_of(key: str) -> Place | None:
    """Give the channel in which the file of a job was dropped; None when no upload has this key."""
    parts = tuple(unquote(part) for part in key.split(":"))
    match parts:
        case (platform, tenant, channel, _, *part) if _are_pages(part) and key_of(*parts) == key:
            return Place(platform, tenant, channel)
        case _:
            return None


def _are_pages(part: Sequence[str]) -> bool:
    try:
        return len(part) <= 1 and all(map(stretch_of, part))
    except ValueError:
        return False


def job_of(upload: Upload, received_at: datetime) -> Job:
    """Make the job that reads `upload`; the same file in the same channel is the same job."""
    place = upload.place
    return Job(
        kind=KIND,
        key=key_of(place.platform, place.tenant, place.channel, upload.file),
        payload={
            "platform": place.platform,
            "tenant": place.tenant,
            "channel": place.channel,
            "thread": place.thread,
            "user": upload.user,
            "file": upload.file,
            "name": tidy_name(upload.name),
            "language": upload.language,
            "received_at": received_at.isoformat(),
        },
    )


def part_jobs(job: Job, parts: str) -> Iterator[Job]:
    """Make the jobs that read the further documents of a file.

    `parts` are the pages of all of them, as in "1,2-3"; the first is read with the file itself.
    """
    for part in parts.split(",")[1:]:
        name = part_name(str(job.payload["name"]), part)
        payload = {**job.payload, "name": name, "part": part, "parts": parts}
        yield Job(job.kind, f"{job.key}:{part}", payload)


def part_name(name: str, part: str) -> str:
    """Call one of several documents in a file by its pages, too."""
    stem, point, ending = name.rpartition(".")
    return f"{stem} ({part}){point}{ending}" if part and stem else name + f" ({part})" * bool(part)


def upload_of(job: Job) -> Upload:
    """Give the upload a job is about."""
    return uploaded(drop_of(job))


def uploaded(drop: Drop) -> Upload:
    """Give the upload that an arrival was."""
    return Upload(drop.place, drop.user, drop.file, drop.name, drop.language, drop.part)


def drop_of(job: Job) -> Drop:
    """Give the arrival a job is about."""
    given = job.payload
    return Drop(
        key=job.key,
        place=_place(given),
        user=str(given["user"]),
        file=str(given["file"]),
        name=str(given["name"]),
        received_at=datetime.fromisoformat(str(given["received_at"])),
        language="zh" if given["language"] == "zh" else "en",
        part=str(given.get("part", "")),
    )


def _place(given: Facts) -> Place:
    thread = given["thread"]
    return Place(
        platform=str(given["platform"]),
        tenant=str(given["tenant"]),
        channel=str(given["channel"]),
        thread=None if thread is None else str(thread),
    )


def rejection(refusal: MediaRejected) -> Facts:
    """Write down why a file was turned away."""
    return {**refusal.figures, "rejected": refusal.reason.value}


def rejected(outcome: Facts) -> MediaRejected:
    """Give back what `rejection` wrote down."""
    figures = {
        name: value
        for name, value in outcome.items()
        if name != "rejected" and isinstance(value, int | str)
    }
    return MediaRejected(Reason(str(outcome["rejected"])), **figures)
