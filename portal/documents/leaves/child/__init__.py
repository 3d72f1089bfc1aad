"""The process that opens files anybody may have sent. Nothing else imports this."""
