"""How fast duizhao is, beside other programs; run by `make bench`."""
