"""What every program needs from the machine: time, ids, paths, settings, logs, keys."""
