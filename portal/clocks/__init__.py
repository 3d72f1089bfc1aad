"""Statutory clocks as data and the engine that counts them, bank holidays, reading times: pure arithmetic on
dates, no database and no Flask."""
