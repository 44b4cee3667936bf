"""Decision letters: one for each application of a published wave, read before they leave, each sent once."""
