"""The desk's pages for imports and exports."""
