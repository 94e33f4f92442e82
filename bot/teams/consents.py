"""What a company can agree to, so that Clerk may ask Graph: each with what it is asked for.

Whoever owns a team, a chat or a meeting agrees to `OWNERS` by installing Clerk there; the manifest
asks for them. An admin of the company agrees to `ADMINS`, at Entra.
"""

from collections.abc import Mapping

OWNERS: Mapping[str, str] = {
    "ChannelMessage.Read.Group": "files dropped in channels, without a mention of Clerk",
    "ChatMessage.Read.Chat": "files dropped in group chats, without a mention of Clerk",
    "ChatSettings.Read.Chat": "which meeting a chat belongs to",
    "OnlineMeeting.ReadBasic.Chat": "that meeting, as Graph names it",
    "OnlineMeetingTranscript.Read.Chat": "what Teams wrote down of that meeting",
}
ADMINS: Mapping[str, str] = {
    "Files.Read.All": "files in channels and group chats",
    "GroupMember.Read.All": "Entra groups among accountants and admins",
    "OnlineMeetingTranscript.Read.All": "what Teams wrote down of meetings of anybody",
}
