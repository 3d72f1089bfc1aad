"""The corporate parenting panel: its papers, its challenges. Sees figures and outcomes, never a row."""
