"""What the city asks an association to complete or correct: asked once, listed, with a day."""
