"""One presenter per page, QtCore only: intents in, frozen view states out."""
