"""Benchmarks: figures that compare in one run; `make bench` prints them."""
