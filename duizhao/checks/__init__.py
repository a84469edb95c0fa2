"""Checks: one file a rule, each with a page of the same name in `docs/checks/`."""
