"""Small things that know nothing of children's services: errors, clock, forms, pages, dates, headers."""
