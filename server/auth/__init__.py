"""Who calls, and what they may: tokens, passwords, the table of rights, the brakes on guessing."""
