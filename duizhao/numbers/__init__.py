"""Quantities: read in Chinese, read in English, compared as a person would."""
