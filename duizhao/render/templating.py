"""Page templates: compiled in a sandbox, their errors told with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import jinja2
from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from duizhao.errors import TemplateError
from duizhao.render.dates import (
    language_name,
    set_currency,
    set_date,
    set_number,
    set_percent,
)
from duizhao.render.escape import clean
from duizhao.render.origins import MARK
from duizhao.urls import safe_target


def fill(
    templates: Mapping[str, str],
    name: str,
    values: Mapping[str, object],
    *,
    marked: bool = False,
) -> str:
    """Return the template `name` filled with `values`.

    If `marked`, every line of a template begins with a mark that tells where it stands
    (`origins`). Raises TemplateError where the template is missing, does not compile, asks for a
    name that is not there or does what a template may not.
    """
    try:
        environment = _environment(tuple(sorted(templates.items())), marked=marked)
        return environment.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise _uncompiled(error, name) from error
    except jinja2.TemplateNotFound as error:
        raise _missing(error, templates, name) from error
    except (jinja2.UndefinedError, SecurityError) as error:
        raise _broken(error, name) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as e:
        raise _broken(e, name) from e


def compile_all(templates: Mapping[str, str]) -> list[TemplateError]:
    """Return an error for each page template and style sheet that does not compile."""
    environment = _environment(tuple(sorted(templates.items())))
    found: list[TemplateError] = []
    for name in sorted(templates):
        if name.endswith((".html", ".css")):
            try:
                environment.get_template(name)
            except jinja2.TemplateSyntaxError as error:
                found.append(_uncompiled(error, name))
    return found


@lru_cache(maxsize=4)
def _environment(
    templates: tuple[tuple[str, str], ...], *, marked: bool = False
) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(_loader(dict(templates))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[_Marks] if marked else [],
    )
    environment.filters |= {
        "date": _date,
        "number": _number,
        "percent": _percent,
        "currency": _currency,
        "language_name": _language_name,
    }
    environment.filters["css_string"] = css_string
    environment.filters["link"] = safe_target
    return environment


class _Marks(Extension):
    """Puts a mark in front of every line of what a template says itself."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        name, reached = stream.name or "", 0
        for token in stream:
            number, text = token.lineno, str(token.value)
            if token.type == "data":
                # The rest of a line, behind a tag, has an unknown column.
                rest = "~" if number <= reached else ""
                first, *others = text.split("\n")
                lines = [MARK.format(name, f"{rest}{number}") + first]
                for later, line in enumerate(others, number + 1):
                    lines.append(MARK.format(name, later) + line)
                token = Token(number, "data", "\n".join(lines))  # noqa: PLW2901  # marked
                number += len(others)
            reached = number
            yield token


def _loader(
    texts: Mapping[str, str],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return a loader over texts in memory that gives each its name, for tracebacks."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (texts[name], name, lambda: True) if name in texts else None

    return load


# The filters write in the product's language unless another one is asked for.


@pass_context
def _date(
    context: Context, value: object, language: str = "", style: str = "long"
) -> str:
    return set_date(value, language or _own(context), style)


@pass_context
def _number(
    context: Context, value: object, digits: int | None = None, language: str = ""
) -> str:
    return set_number(value, language or _own(context), digits)


@pass_context
def _percent(
    context: Context, value: object, digits: int = 0, language: str = ""
) -> str:
    return set_percent(value, language or _own(context), digits)


@pass_context
def _currency(
    context: Context,
    value: object,
    code: str = "CNY",
    digits: int | None = None,
    language: str = "",
) -> str:
    return set_currency(value, language or _own(context), code, digits)


@pass_context
def _language_name(context: Context, value: object, language: str = "") -> str:
    return language_name(value, language or _own(context))


def _own(context: Context) -> str:
    return str(context.get("language", "en"))


def css_string(text: str) -> Markup:
    r"""Return `text` as a string of a style sheet, quotes included.

    Everything but letters, digits and blanks is written as a CSS escape, so that
    neither the string nor the HTML around the style sheet can be left.

    >>> print(css_string('The "press" 出版'))
    "The \22 press\22  出版"
    """
    safe = (
        c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in clean(str(text))
    )
    return Markup(f'"{"".join(safe)}"')  # noqa: S704  # nothing but escapes is left


def _uncompiled(error: jinja2.TemplateSyntaxError, name: str) -> TemplateError:
    return TemplateError(
        f"the template does not compile: {error.message}",
        path=f"templates/{error.name or name}",
        line=error.lineno,
        hint="Templates are written in Jinja: {{ … }} prints, {% … %} does.",
    )


def _missing(
    error: jinja2.TemplateNotFound, templates: Mapping[str, str], name: str
) -> TemplateError:
    wanted = str(error.name or name)
    close = difflib.get_close_matches(wanted, list(templates), n=1)
    known = ", ".join(sorted(templates)) or "none"
    meant = f"Did you mean {close[0]}? " if close else ""
    return TemplateError(
        f"there is no template {wanted!r}",
        path=f"templates/{name}" if wanted != name else "",
        hint=f"{meant}The templates folder holds: {known}.",
    )


def _broken(error: Exception, name: str) -> TemplateError:
    """Tell an error that came up while a template was filled, with its line."""
    file, line = name, 0
    trace = error.__traceback__
    while trace is not None:
        # Jinja rewrites the traceback: a template's frames bear its name and lines.
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return TemplateError(
        f"the template cannot be filled: {error}",
        path=f"templates/{file}",
        line=line,
        hint="templates/README.md lists every name that a template may use.",
    )
