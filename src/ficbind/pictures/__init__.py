"""Images from outside: opened safely, made upright and plain, encoded anew. With `cover` the home of Pillow."""
