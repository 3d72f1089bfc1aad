"""Counts that give nobody away, and changes that may honestly be said: pure, no database and no Flask.

`counts` is what is put in, `shown` what may be printed, `publish` goes from one to the other, and `changes`
says up, down, no clear change or too few to tell from what was printed. In between, `knowledge` is all that
a reader of the papers knows, `solver` looks for tables that fit it, and `audit` asks whether every small
cell still has an innocent explanation.

What is promised is figure 11 of the quality figures: no cell of 1 to 4 is shown or can be worked out from
parts and totals, filters, what is left over, a later print, or another paper. What is not promised: a reader
who already knows most of the young people in a cell can subtract them; that is why small cells are hidden
even where their number would be harmless.
"""
