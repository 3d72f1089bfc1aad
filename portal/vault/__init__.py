"""Encryption at rest: the master key, one data key a young person, sealed columns, keyed hashes."""
