"""Spans of OpenTelemetry, where the usual variables of the environment have it on.

Nothing of OpenTelemetry is imported otherwise. Statsig is sent no trace context: it is a third party.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Tracer

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_PULUMI = ("TRACEPARENT", "PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT")
"""What Pulumi's engine gives its providers where it collects traces itself."""


def is_wanted(env: Mapping[str, str]) -> bool:
    """Return whether the environment asks for spans."""
    exporter = env.get("OTEL_TRACES_EXPORTER", "").strip()
    if env.get("OTEL_SDK_DISABLED", "").strip().lower() == "true" or exporter == "none":
        return False
    return bool(exporter) or any(env.get(name) for name in _ENDPOINTS) or all(env.get(name) for name in _PULUMI)


def tracer_of(env: Mapping[str, str], notify: Callable[[str], None]) -> Tracer | None:
    """Return what makes spans; None where the environment asks for none, or what is needed is not installed.

    Args:
        env: the environment.
        notify: where it is said that something is not installed.
    """
    if not is_wanted(env):
        return None
    try:
        return _tracer(env)
    except (ImportError, LookupError, ValueError) as error:
        notify(f"warning: no spans of OpenTelemetry: {error}; pip install 'statsig-pulumi[otel]'")
        return None


def parent() -> Context | None:
    """Return the context of a span that has no parent in this process: what the environment names; None for none."""
    from opentelemetry import trace
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    if trace.get_current_span().get_span_context().is_valid:
        return None
    names = ("TRACEPARENT", "TRACESTATE")
    return TraceContextTextMapPropagator().extract({name.lower(): os.environ.get(name, "") for name in names})


def _tracer(env: Mapping[str, str]) -> Tracer:
    from opentelemetry import trace
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):  # neither the program nor Pulumi has one
        named = {} if env.get("OTEL_SERVICE_NAME") else {"service.name": "statsig-pulumi"}
        provider = TracerProvider(resource=Resource.create(named))
        provider.add_span_processor(BatchSpanProcessor(_exporter(env)))
    return provider.get_tracer("statsig_pulumi")


def _exporter(env: Mapping[str, str]) -> Any:
    name = env.get("OTEL_TRACES_EXPORTER", "").strip() or "otlp"
    if name == "otlp":
        protocol = next((env[one] for one in _PROTOCOLS if env.get(one)), "http/protobuf")
        name = "otlp_proto_grpc" if protocol == "grpc" else "otlp_proto_http"
    for found in entry_points(group="opentelemetry_traces_exporter", name=name):
        return found.load()()
    raise LookupError(f"there is no exporter {name}")
