"""What leaves for good: slips of a recycler's collection, and the register of waste that goes out."""
