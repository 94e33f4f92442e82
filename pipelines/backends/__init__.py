"""One module a vendor or embedded engine, each the only importer of its SDK."""
