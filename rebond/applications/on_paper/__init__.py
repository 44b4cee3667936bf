"""Applying on paper: the form to print, with the code that ties it to a draft, and its way back to the screen."""
