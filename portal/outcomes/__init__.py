"""You said, we did: what was done, told to those whose words led to it; whether it made a difference; and the
register of what was published."""
