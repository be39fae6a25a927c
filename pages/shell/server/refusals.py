"""Answers in words to who is not served, in both languages: a page for people, plain text for programs."""

from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from pages.words.language import LANGUAGES, t

RETRY = {"Retry-After": "20"}
PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><meta http-equiv="refresh" content="20">
<meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="font-family:system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;line-height:1.6">
<h1>{title}</h1>{paragraphs}</body></html>"""


def page(key: str, status: int) -> Response:
    """A small page that asks again by itself after a while."""
    said = "".join(f'<p lang="{spoken}">{escape(t(key, spoken))}</p>' for spoken in LANGUAGES)
    return HTMLResponse(PAGE.format(title=escape(t("frame.product", "id")), paragraphs=said), status, RETRY)


def text(key: str, status: int, **values: object) -> Response:
    """The words, a line a language."""
    return PlainTextResponse("\n".join(t(key, spoken, **values) for spoken in LANGUAGES), status)
