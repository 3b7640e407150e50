"""Models as authors of scenarios and wordings. What they write is hostile input: checked and proven, or not kept."""
