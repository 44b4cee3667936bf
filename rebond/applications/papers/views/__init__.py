"""Pages of papers: sending them, deciding on them, settling which ones a wave asks for."""
