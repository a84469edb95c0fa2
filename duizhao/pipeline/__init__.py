"""The verbs as plain functions: what the command line and scripts call."""
