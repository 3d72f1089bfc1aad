"""What a text is about, and in which order people should read: words and stems only, no database and no
Flask.

Nothing here decides anything about a child. A person reads every word; this only orders and suggests.
"""
