"""What is carried away of the panel's papers, as files."""
