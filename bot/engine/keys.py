"""What the engine's work is called in the database."""

APPLICATION = "clerk"

# Recovery takes up the work of its own version only: bump it when the order of steps changes in a
# way that a job half done cannot follow.
VERSION = "wf-1"

JOB, REPORT, QUEUE = "job", "job-failed", "jobs"

# What people are told a job failed of that raised nothing.
DEAD = "MaxRecoveryAttemptsExceeded"


def report_id(key: str) -> str:
    """Give the id of the workflow that tells people that the job `key` failed."""
    return f"{key}#failed"
