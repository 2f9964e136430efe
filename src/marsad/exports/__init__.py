"""Records to the formats that others read; one module a format, each written as a stream."""
