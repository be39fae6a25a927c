"""Answers in words to who is not served, in both languages: a page for people, plain text for programs."""

from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from pages.words.language import LANGUAGES, t

RETRY = {"Retry-After": "20"}
AGAIN = '<meta http-equiv="refresh" content="20">'
PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">{again}
<meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="font-family:system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;line-height:1.6">
<h1>{title}</h1>{paragraphs}</body></html>"""


def page(key: str, status: int, *, asks_again: bool = True) -> Response:
    """A small page that asks again by itself after a while, where that may help."""
    said = "".join(f'<p lang="{spoken}">{escape(t(key, spoken))}</p>' for spoken in LANGUAGES)
    title, again = escape(t("frame.product", "id")), AGAIN if asks_again else ""
    return HTMLResponse(PAGE.format(title=title, paragraphs=said, again=again), status, RETRY if asks_again else None)


def text(key: str, status: int, **values: object) -> Response:
    """The words, a line a language."""
    return PlainTextResponse("\n".join(t(key, spoken, **values) for spoken in LANGUAGES), status)
