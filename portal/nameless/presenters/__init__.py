"""nameless: what its pages show. `talk` for whoever gives no name, `desk` for staff."""
