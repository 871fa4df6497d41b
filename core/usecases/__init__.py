"""What people and programs may do: one function a command, `f(uow, actor, command) -> Receipt`."""
