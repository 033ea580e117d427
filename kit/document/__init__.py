"""What a page consists of: nodes, their makers, Markdown read into them, and a writer each for HTML, Word and Typst."""
