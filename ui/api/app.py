"""Put the application together: routes, what comes before them, and what is said when they cannot do as asked.

app = create_app(services)
gradio.mount_gradio_app(app, page, path="/")        the web page goes into the same application
"""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ui.api import asking, status
from ui.api.borders import broken, language_for
from ui.api.problems import Problem
from ui.api.services import Services

DESCRIPTION = """Answers questions about digital child safety policy; every sentence names its source.

It is no legal advice. Errors are JSON that says what to do next, in English or, with `Accept-Language: es`, in Spanish.
"""


def create_app(services: Services) -> FastAPI:
    """Return the application over `services`; nothing is opened and nothing starts."""
    app = FastAPI(
        title="Footnote",
        version="1",
        description=DESCRIPTION,
        root_path=services.network.root_path,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
    )
    app.state.services = services
    for router in (asking.router, status.router):
        app.include_router(router)
    app.add_exception_handler(Problem, _say_problem)
    app.add_exception_handler(RequestValidationError, _say_what_does_not_fit)
    app.add_exception_handler(HTTPException, _say_http)
    app.add_exception_handler(Exception, _say_broken)
    return app


def refusal(problem: Problem, language: str) -> JSONResponse:
    """Return the response for something that cannot be done."""
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if problem.seconds is not None:
        headers["Retry-After"] = str(problem.seconds)
    return JSONResponse(problem.to_dict(language), problem.status, headers)


async def _say_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return refusal(error, language_for(request))


async def _say_what_does_not_fit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])[:100]
    return refusal(Problem("unfit_request", where=where, reason=str(first["msg"])[:200]), language_for(request))


async def _say_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "unknown_path", 405: "unfit_method", 413: "too_large"}
    if error.status_code not in codes:
        return Response(error.detail, error.status_code, error.headers, "text/plain")
    return refusal(Problem(codes[error.status_code], method=request.method), language_for(request))


async def _say_broken(request: Request, error: Exception) -> Response:
    return refusal(broken(request, error), language_for(request))
