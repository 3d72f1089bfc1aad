"""Access to records: asking for one's own file, its clock, finding, reading, giving, questioning."""
