"""The allocation engine, measured: `make bench-allocation`, and `make check-numpy`."""
