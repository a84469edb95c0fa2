"""The glossary: its terms, found in a Chinese text and in its English translation."""
