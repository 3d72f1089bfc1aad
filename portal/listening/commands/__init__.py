"""What is done about how young people are heard: challenging it, and judging samples of it."""
