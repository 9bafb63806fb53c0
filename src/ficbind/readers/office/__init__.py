"""Read what word processors write: Word documents, OpenDocument texts and rich text."""
