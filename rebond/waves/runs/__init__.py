"""Runs of the wave policy simulator: asked on a page, done in the background, found again with their report."""
