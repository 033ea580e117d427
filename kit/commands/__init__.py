"""What the larger commands do: each takes what was typed and yields the lines that cli prints."""
