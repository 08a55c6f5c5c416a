"""What people see and what machines read: text, themes, sheets, screens and records."""
