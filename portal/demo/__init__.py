"""The demo: plainly made-up people and six quarters of what they said, made by the product's own commands."""
