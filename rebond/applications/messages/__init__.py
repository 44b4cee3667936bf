"""What an association and the city write to each other about one application."""
