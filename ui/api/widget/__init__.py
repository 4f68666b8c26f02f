"""The widget: one script that puts a question box with cited answers into the page of another site."""
