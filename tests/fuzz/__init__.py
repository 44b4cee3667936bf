"""Targets for a coverage-guided fuzzer: `make fuzz`. Not tests of the suite, which has its own hostile input."""
