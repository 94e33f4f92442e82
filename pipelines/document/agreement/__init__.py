"""Two readings of one document become one: what stands, and what a person must look at."""
