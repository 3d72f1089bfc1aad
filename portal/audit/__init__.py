"""What happened, to whom, by whom: append-only events without content, sealed into a hash chain."""
