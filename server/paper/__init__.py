"""What is printed on A4: the common page, and one file for each document.

Every document has a title, a language and its texts in reading order. reportlab writes no structure
tags, so a screen reader can read the pages, but they are no tagged documents.
"""
