"""Advocates: offered at each point of decision, asked for, referred, answered, chased, counted."""
