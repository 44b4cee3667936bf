"""What a machine says of itself: read from its own inventory programs, compared with what the donor said."""
