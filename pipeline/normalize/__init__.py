"""Normal forms: dates, numbers, regions, roles, names. Pure functions over text; no document in sight."""
