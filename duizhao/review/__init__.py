"""A reviewer's Word file: sent out with every segment anchored, taken back by segment."""
