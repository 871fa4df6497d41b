"""A thermal printer that exists only as a program: ESC/POS in, pictures out, faults on demand."""
