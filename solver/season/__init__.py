"""Many weeks solved together, with one proof."""
