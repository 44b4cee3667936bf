"""Taking in the registers of a country: files of millions of rows, read once, compared with what is known."""
