"""`make bench`: the figures that this product is held to, measured, one JSON line each.

Rates are given beside a baseline measured in the same run on the same machine: only their ratio means much.
"""
