"""Rights: commands, one file a matter."""
