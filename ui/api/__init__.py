"""Footnote over HTTP: answers as JSON and as a stream, articles, feedback, shared answers, the widget.

services = open_services(settings)          ui/api/serve.py: everything that the surfaces of one process share
app = create_app(services)                  ui/api/app.py: the FastAPI application; the web page is mounted into it
async for event in services.desk.stream(question, visitor="203.0.113.7"):
    ...                                     ui/api/desk.py: the pipeline behind limits and a queue, for every surface
"""
