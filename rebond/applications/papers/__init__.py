"""The papers of an application (pièces): which ones a wave asks for, sending them, reading and deciding on them."""
