"""The command line: one file for each verb, and the one place that prints."""
