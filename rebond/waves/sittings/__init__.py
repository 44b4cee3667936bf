"""The committee around a table: its sheet, its sittings with quorum, recusals and votes, their minutes."""
