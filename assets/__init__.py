"""What a user touches: the Dagster definitions and the command line. Thin, and never opens a PDF itself."""
