"""Pages of corrections: asking for them, answering them."""
