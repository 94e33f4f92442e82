"""OFD files taken apart."""
