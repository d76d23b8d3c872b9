"""The smallest edits that end a finding: ranked for each finding, planned for the corpus, applied on demand."""
