"""Catalogs out to other programs and back: XLIFF, CSV, `.mo`, a returned `.po`.

Values only: a catalog to bytes, bytes to what came back, and that into the catalog.
"""
