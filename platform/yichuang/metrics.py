"""Figures for Prometheus: requests by the route's name (never by path, which may name a case) and their time."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

Handler = Callable[[Request], Response]


class Metrics:
    """The figures of one application in one process; other parts may add theirs to `registry`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "yichuang_requests", "Requests answered", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram("yichuang_request_seconds", "Time to answer", ["route"], registry=self.registry)


def metrics_tween(handler: Handler, registry: Registry) -> Handler:
    """Pyramid's tween factory."""
    figures: Metrics = registry["metrics"]

    def tween(request: Request) -> Response:
        begun = time.perf_counter()
        status = "500"
        try:
            response = handler(request)
            status = str(response.status_int)
        finally:
            route = request.matched_route.name if getattr(request, "matched_route", None) else "none"
            method = request.method if request.method in KNOWN_METHODS else "other"
            figures.requests.labels(route, method, status).inc()
            figures.seconds.labels(route).observe(time.perf_counter() - begun)
        return response

    return tween


# A label per invented method would let anybody fill the memory.
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@view_config(route_name="metrics", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def show_metrics(request: Request) -> Response:
    """The figures in Prometheus' text format."""
    figures: Metrics = request.registry["metrics"]
    return Response(generate_latest(figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def includeme(config: Configurator) -> None:
    """Counts every request from outside all other tweens and answers /metrics."""
    config.registry["metrics"] = Metrics()
    config.add_route("metrics", "/metrics")
    config.add_tween("yichuang.metrics.metrics_tween", over="yichuang.headers.headers_tween")
    config.scan(__name__)
