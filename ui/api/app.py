"""Put the application together: routes, what comes before them, and what is said when they cannot do as asked.

app = create_app(services)
gradio.mount_gradio_app(app, page, path="/")        the web page goes into the same application
"""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ui.api import articles, asking, keeping, status
from ui.api.bodies import Bodies
from ui.api.borders import language_for
from ui.api.headers import SafeHeaders
from ui.api.origins import AllowedOrigins
from ui.api.paths import Prefix
from ui.api.problems import Problem
from ui.api.rim import Rim, refusal
from ui.api.services import Services
from ui.api.visitors import TrustedProxies
from ui.api.widget import script

DESCRIPTION = """Answers questions about digital child safety policy; every sentence names its source.

It is no legal advice. Errors are JSON that says what to do next, in English or, with `Accept-Language: es`, in Spanish.
"""


def create_app(services: Services) -> FastAPI:
    """Return the application over `services`; nothing is opened and nothing starts."""
    app = FastAPI(
        title="Footnote",
        version="1",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
    )
    app.state.services = services
    for router in (asking.router, articles.router, keeping.router, status.router, script.router):
        app.include_router(router)
    app.add_exception_handler(Problem, _say_problem)
    app.add_exception_handler(RequestValidationError, _say_what_does_not_fit)
    app.add_exception_handler(HTTPException, _say_http)
    _guard(app, services)
    return app


def _guard(app: FastAPI, services: Services) -> None:
    """Put what every request passes in front of the routes and of whatever is mounted; the last one added comes first.

    Errors are answered inside the headers and inside the leave for other sites, so that they carry both.
    """
    network, limits = services.network, services.limits
    app.add_middleware(Bodies, limits=limits, rates=services.rates, metrics=services.metrics)
    app.add_middleware(Rim, metrics=services.metrics)
    app.add_middleware(AllowedOrigins, origins=network.allowed_origins)
    app.add_middleware(Rim, metrics=services.metrics)
    app.add_middleware(SafeHeaders)
    app.add_middleware(TrustedProxies, networks=network.trusted_proxies)
    app.add_middleware(Prefix, prefix=network.root_path)


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
    if error.status_code == 400:  # a body that nothing could be made of
        return refusal(Problem("unfit_request", where="body", reason="it is no JSON"), language_for(request))
    codes = {404: "unknown_path", 405: "unfit_method", 413: "too_large"}
    if error.status_code not in codes:
        return Response(error.detail, error.status_code, error.headers, "text/plain")
    return refusal(Problem(codes[error.status_code], method=request.method), language_for(request))
