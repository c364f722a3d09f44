"""The encrypted history: keys, database, repositories. Start at `vault_folder.VaultFolder`."""
