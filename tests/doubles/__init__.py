"""Protocol doubles: servers on loopback that speak a vendor's documented wire, faults included."""
