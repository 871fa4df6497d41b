"""What an administrator does at the command line, one file a noun."""
