"""filing: saying that something is on a record, and making the files that go there."""
