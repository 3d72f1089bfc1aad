"""Signing in, roles, invitations, access cards, and the words a young person comes back with."""
