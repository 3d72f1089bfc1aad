"""How well we listen: figures, missing voices, audits of samples, challenge between professionals."""
