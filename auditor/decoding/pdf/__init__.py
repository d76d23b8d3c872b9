"""Read what a PDF shows: words by their places on the page, put together to lines, tables, columns and paragraphs."""
