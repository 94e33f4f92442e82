"""Which dropped files get an answer: addressed to Clerk all; in passing, what it may read.

What a platform calls a file is a hint for silence only. What a file is, its bytes say.
"""

from handlers.chat import Upload

_READ = frozenset({
    "pdf", "ofd", "xml", "jpg", "jpeg", "png", "webp", "tif", "tiff", "heic", "heif",
})  # fmt: skip
# What people share in passing, and Clerk reads none of.
_PASSING = (
    "audio/", "video/", "text/", "font/", "message/", "image/gif", "image/svg",
    "application/json", "application/javascript", "application/x-python", "application/sql",
    "application/msword", "application/rtf", "application/vnd.ms-",
    "application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.apple",
    "application/vnd.google-apps", "application/vnd.slack", "application/epub",
    "application/zip", "application/x-zip", "application/x-7z", "application/x-rar",
    "application/vnd.rar", "application/gzip", "application/x-tar", "application/x-iso",
    "application/java-archive", "application/x-msdownload", "application/x-apple-diskimage",
)  # fmt: skip


def heeds(upload: Upload) -> bool:
    """Tell whether a file is taken in as a document; of one that is not, nothing is said or kept.

    Recordings of meetings, and their transcripts, are no matter of this.
    """
    _, _, ending = upload.name.rpartition(".")
    if upload.addressed or ending.casefold() in _READ:
        return True
    kind = upload.kind.casefold()
    return kind == "text/xml" or not kind.startswith(_PASSING)
