"""Working days, bank holidays and reading times: pure arithmetic on dates, no database and no Flask."""
