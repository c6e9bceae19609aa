"""Style sheets, scripts and pictures are served under names that change with their content.

The server gathers them into the data folder when it starts (``cli/static.py``), with a hash in each name and
a gzip beside it, so that browsers may keep them for ever and nobody has to run a command first. Until then
(``equipoise manage runserver``, tests) they are found in the package and served by their plain names.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """The gathered names where there are any, else the plain ones; scripts import each other by either."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The name to serve a file by; a file that was not gathered keeps its own."""
        gathered = self.hash_key(self.clean_name(name)) in self.hashed_files
        return super().stored_name(name) if gathered else name


class ServedFiles(WhiteNoiseMiddleware):
    """Answers with whole files: they are small, and an asynchronous server cannot stream an open one."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The file, or the part of it or the "not modified" that the browser asks for."""
        answer = static_file.get_response(request.method, request.META)
        with answer.file or nullcontext() as file:
            response = HttpResponse(file.read() if file else b"", status=int(answer.status))
        del response["Content-Type"]
        for name, value in answer.headers:
            response[name] = value
        return response
