"""Class figures as sentences, tables and charts, and the report of a class; it counts nothing itself."""
