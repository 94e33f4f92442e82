"""An OFD (GB/T 33190): a zip of XML with pages in millimetres and, often, an e-invoice."""
