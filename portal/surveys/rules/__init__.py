"""What a survey is, who is asked what, when an answer may be seen. Pure."""
