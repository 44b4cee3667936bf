"""How people come to answer for an association, and leave it: by invitation or on request, never alone."""
