"""Compression of pages (圧縮): a third of the bytes on a slow phone.

What an attacker could learn from the length of a compressed page (BREACH) is blurred: the token
in every form is masked anew in each answer, and Django adds random bytes to the gzip header.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    """Compresses texts only; pictures and PDF files are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress an answer when it is a text and the browser takes gzip."""
        if not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)
