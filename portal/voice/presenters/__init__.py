"""voice: what its templates need beyond three derived values."""
