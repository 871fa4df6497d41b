"""What an agent does with the own account: a PIN, another password, a first one."""
