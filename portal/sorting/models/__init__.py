"""What sorting keeps: who has which statement, second opinions, versions of codebook and model."""
