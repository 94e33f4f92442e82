"""From a transcript, its slides and a writer to minutes that were held against the transcript."""
