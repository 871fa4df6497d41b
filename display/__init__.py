"""The waiting-room display: numbers and counters, seen and heard; it holds nothing else."""
