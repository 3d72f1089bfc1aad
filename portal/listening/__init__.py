"""How well we listen: figures, missing voices, challenge between professionals."""
