"""A token, and a file, go to where Slack keeps files and nowhere else."""

import pytest

from bot.slack.session import SlackSession

SLACK = "https://slack.com/api/"
OURS = "http://127.0.0.1:3100/api/"


@pytest.mark.parametrize(
    ("api", "address"),
    [
        (SLACK, "https://files.slack.com/files-pri/T0OURS-F0A/download/a.pdf"),
        (SLACK, "https://files.slack.com:443/files-pri/T0OURS-F0A/download/a.pdf"),
        (SLACK, "HTTPS://FILES.SLACK.COM/upload/v1/x"),
        ("https://slack-gov.com/api/", "https://files.slack-gov.com/files-pri/x"),
        (OURS, "http://127.0.0.1:3100/files-pri/T0OURS-F0A/%E5%8F%91%E7%A5%A8.pdf"),
    ],
)
def test_where_files_are(api: str, address: str) -> None:
    assert SlackSession(api).keeps(address) is not None


@pytest.mark.parametrize(
    ("api", "address"),
    [
        (SLACK, "http://files.slack.com/a.pdf"),
        (SLACK, "https://files.slack.com:8443/a.pdf"),
        (SLACK, "https://files.slack.com.example.com/a.pdf"),
        (SLACK, "https://example.com/files.slack.com/a.pdf"),
        (SLACK, "https://files.slack.com@example.com/a.pdf"),
        (SLACK, "https://example.com@files.slack.com/a.pdf"),
        (SLACK, "https://user:word@files.slack.com/a.pdf"),
        (SLACK, "https://files.slack.com\\@example.com/a.pdf"),
        (SLACK, "https://example.com#@files.slack.com/a.pdf"),
        (SLACK, "https://example.com?@files.slack.com/a.pdf"),
        (SLACK, "https://slack.com/a.pdf"),
        (SLACK, "https://files.slack.com./a.pdf"),
        (SLACK, "//files.slack.com/a.pdf"),
        (SLACK, "file:///etc/passwd"),
        (SLACK, "/files-pri/a.pdf"),
        (SLACK, ""),
        (SLACK, "https://[::1"),
        (SLACK, "https://files.slack.com:port/a.pdf"),
        (SLACK, "http://127.0.0.1:3100/files-pri/a.pdf"),
        (OURS, "https://files.slack.com/a.pdf"),
        (OURS, "http://127.0.0.1:3101/files-pri/a.pdf"),
        (OURS, "https://127.0.0.1:3100/files-pri/a.pdf"),
        (OURS, "http://127.0.0.1/files-pri/a.pdf"),
        (OURS, "http://localhost:3100/files-pri/a.pdf"),
        (OURS, "http://169.254.169.254/latest/meta-data"),
    ],
)
def test_where_they_are_not(api: str, address: str) -> None:
    assert SlackSession(api).keeps(address) is None


async def test_it_opens_at_the_first_use_and_closes_once() -> None:
    session = SlackSession(OURS)
    await session.close()
    first = session.http
    assert session.http is first
    await session.close()
    await session.close()
    assert first.closed
