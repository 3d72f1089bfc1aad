"""What the tests are made of: real databases, factories, the client that checks every page."""
