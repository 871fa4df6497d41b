"""How people's names are found as others type them: in any script, by ear, with slips."""
