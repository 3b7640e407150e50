"""Language models behind one small protocol: `complete(request)` gives a reply."""
