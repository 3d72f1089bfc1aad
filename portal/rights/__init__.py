"""What a young person is owed: found by a few questions, asked for right here."""
