"""Pages that gather several capabilities: start pages, who opened my record, the help lines on every page."""
