"""The counter app: sign-in, the agent's desk and reception."""
