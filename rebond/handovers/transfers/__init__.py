"""Machines that one association passes to another."""
