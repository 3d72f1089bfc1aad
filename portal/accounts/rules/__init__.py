"""accounts: rules, one file a page or matter. Pure."""
