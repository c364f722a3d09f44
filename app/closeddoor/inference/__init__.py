"""The window's side of the model workers: starting them, talking to them, outliving them."""
