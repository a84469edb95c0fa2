"""English spelling: a dictionary, the two countries' ways, and pinyin."""
