"""How hard a text is to read, and which words of ours nobody outside would say. Pure; English only."""

from portal.plainwords.jargon import Jargon, jargon_in
from portal.plainwords.reading import reading_age, sentences_in, syllables_in

__all__ = ["Jargon", "jargon_in", "reading_age", "sentences_in", "syllables_in"]
