"""Pages of donations: lists, announcing, answering."""
