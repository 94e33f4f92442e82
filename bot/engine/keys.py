"""What the engine's work is called in the database."""

APPLICATION = "clerk"


def report_id(key: str) -> str:
    """Give the id of the workflow that tells people that the job `key` failed."""
    return f"{key}#failed"
