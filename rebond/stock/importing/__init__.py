"""What people do with a donor's file between its reading and its entry into the stock, and how it leaves again."""
