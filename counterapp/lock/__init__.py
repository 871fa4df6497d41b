"""The screen that covers a workplace while its agent is away."""
