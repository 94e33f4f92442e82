"""Microsoft Teams: what happens there read into ours, our cards drawn for it, a thin shell.

The only room that knows botbuilder. Nothing of botbuilder's goes through its doors.
"""
