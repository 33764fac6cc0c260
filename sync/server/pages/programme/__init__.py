"""Pages of the loyalty programme: versions, drafts as forms, the difference in words, trials, publishing."""
