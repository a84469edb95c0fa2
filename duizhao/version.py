"""The version, told once for headers and `--version`; a test compares pyproject.toml."""

VERSION = "0.1.0"
"""As in pyproject.toml. Asking importlib.metadata would cost start-up time."""
