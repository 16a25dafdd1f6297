"""Sources → articles → claims → verdicts: what agrees, what conflicts, and why."""
