"""Backups, and bringing one back. Keys are apart: what was erased by right stays erased in every backup."""
