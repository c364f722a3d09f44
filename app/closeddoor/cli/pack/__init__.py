"""`closed-door pack …`: one module per command on packs."""
