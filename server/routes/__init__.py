"""The interface, one file a noun: translate, delegate to a use case, translate back."""
