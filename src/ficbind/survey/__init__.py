"""Survey: look at story files without making a book of them, and write the first manifest for a folder of them."""
