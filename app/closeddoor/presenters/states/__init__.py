"""What pages show, as frozen values: a presenter builds one, `page.render(state)` assigns it."""
