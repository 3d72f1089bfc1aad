"""The codebook, and the themes that people have confirmed."""
