"""What a day was like in numbers: counts and times without any person, agent or visit."""
