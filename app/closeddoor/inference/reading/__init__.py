"""The window's side of the reader: what is opened, who is told, and in which words it fails."""
