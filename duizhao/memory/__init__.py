"""Translations of former texts, found again: by likeness, and by what they hold."""
