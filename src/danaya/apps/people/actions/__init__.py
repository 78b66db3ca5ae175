"""What can be done with people: one verb per file. ``actor`` is the tenure acted under, ``None`` the installation."""
