"""From an API document to scenarios that are proven before they are kept."""
