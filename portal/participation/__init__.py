"""The young people's groups: members, meetings, ideas and votes, being in the room, thanks, the pledge."""
