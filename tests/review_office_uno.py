"""Drives a real Writer as a reviewer would. Run by review_office with a Python that has uno.

    python3 review_office_uno.py PLAN.json

The plan: `profile`, `port`, and `jobs`, each with `path`, `out`, `odt` and `edits`, which
are lists of a verb and its words.
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def properties(**values):
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def start(port, profile):
    command = [
        "soffice",
        "--headless",
        "--norestore",
        "--nologo",
        f"--accept=socket,host=127.0.0.1,port={port};urp;",
        f"-env:UserInstallation=file://{profile}",
    ]
    office = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    for _ in range(120):
        try:
            context = resolver.resolve(url)
            break
        except Exception:  # noqa: BLE001 - not up yet
            time.sleep(0.5)
    return office, context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )


def cell(document, row, column="C"):
    table = document.TextTables.getByIndex(0)
    return table.getCellByName(f"{column}{row + 1}")  # row 1 is the head


def at(where, words):
    cursor = where.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(where.getString().index(words), False)
    cursor.goRight(len(words), True)
    return cursor


def replace(document, row, old, new):
    at(cell(document, row), old).setString(new)


def append(document, row, text, column="C"):
    where = cell(document, row, column)
    cursor = where.createTextCursor()
    cursor.gotoEnd(False)
    where.insertString(cursor, text, False)


def retype(document, row, text):
    cell(document, row).setString(text)


def split(document, row, before):
    where = cell(document, row)
    cursor = at(where, before)
    cursor.collapseToStart()
    where.insertControlCharacter(cursor, 0, False)


def unsplit(document, row, before):
    split(document, row, before)
    where = cell(document, row)
    cursor = where.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoNextParagraph(False)
    cursor.goLeft(1, True)
    cursor.setString("")


def join(document, row):
    """Put the text of the row below behind that of the row."""
    text = cell(document, row + 1).getString()
    append(document, row, " " + text)
    retype(document, row + 1, "")


def delete(document, row):
    document.TextTables.getByIndex(0).Rows.removeByIndex(row, 1)


def add(document, row, text):
    document.TextTables.getByIndex(0).Rows.insertByIndex(row + 1, 1)
    retype(document, row + 1, text)


def move(document, row, below):
    """Cut a row's English with its formatting and paste it in another row."""
    controller = document.CurrentController
    where = cell(document, row)
    cursor = where.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    controller.select(cursor)
    taken = controller.getTransferable()
    cursor.setString("")
    other = cell(document, below)
    end = other.createTextCursor()
    end.gotoEnd(False)
    controller.select(end)
    controller.insertTransferable(taken)


def moverow(document, row, below):
    """Cut a whole row and paste it as a row of its own."""
    table = document.TextTables.getByIndex(0)
    texts = [cell(document, row, one).getString() for one in "ABCDE"]
    table.Rows.insertByIndex(below + 1, 1)
    for one, text in zip("ABCDE", texts, strict=True):
        cell(document, below + 1, one).setString(text)
    table.Rows.removeByIndex(row, 1)


def bold(document, row, words):
    at(cell(document, row), words).CharWeight = 150.0


def number(document, row, text):
    cell(document, row, "A").setString(text)


def stray(document, text):
    document.Text.insertString(document.Text.End, text, False)


# --- in a running text, where words are looked for -------------------------------------


def found(document, words):
    """Return a cursor over words, wherever they stand."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    place = document.findFirst(search)
    notes = document.Footnotes
    for number in range(notes.Count if place is None else 0):
        note = notes.getByIndex(number)
        if words in note.getString():
            return at(note, words)
    if place is None:
        raise ValueError(words)
    return place.Text.createTextCursorByRange(place)


def swap(document, old, new, before=""):
    """Write `new` for `old`, which stands after `before`."""
    cursor = found(document, before + old)
    cursor.collapseToEnd()
    cursor.goLeft(len(old), True)
    cursor.setString(new)


def after(document, words, text):
    cursor = found(document, words)
    cursor.collapseToEnd()
    cursor.Text.insertString(cursor, text, False)


def before(document, words, text):
    cursor = found(document, words)
    cursor.collapseToStart()
    cursor.Text.insertString(cursor, text, False)


def rewrite(document, words, text):
    """Write a whole paragraph anew."""
    cursor = found(document, words)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.setString(text)


def redo(document, first, last, text):
    """Write anew what stands from some words to others."""
    cursor = found(document, first)
    cursor.collapseToStart()
    cursor.gotoRange(found(document, last).getEnd(), True)
    if not text:
        cursor.goRight(1, True)
    cursor.setString(text)


def part(document, words):
    cursor = found(document, words)
    cursor.collapseToStart()
    cursor.Text.insertControlCharacter(cursor, 0, False)


def meet(document, words):
    """Join the paragraph of some words with the next one."""
    cursor = found(document, words)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.setString(" ")


def remove(document, words):
    """Take a paragraph out with the end of the one before."""
    cursor = found(document, words)
    cursor.gotoStartOfParagraph(False)
    cursor.goLeft(1, False)
    cursor.goRight(1, True)
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")


def shift(document, words, others):
    """Cut a paragraph and paste it before another."""
    controller = document.CurrentController
    cursor = found(document, words)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoNextParagraph(True)
    controller.select(cursor)
    taken = controller.getTransferable()
    cursor.setString("")
    place = found(document, others)
    place.gotoStartOfParagraph(False)
    controller.select(place)
    controller.insertTransferable(taken)


def fat(document, words):
    found(document, words).CharWeight = 150.0


def newcomer(document, words, text):
    """Write a paragraph of one's own after that of some words."""
    cursor = found(document, words)
    cursor.gotoEndOfParagraph(False)
    cursor.Text.insertControlCharacter(cursor, 0, False)
    cursor.Text.insertString(cursor, text, False)


RUNNING = (swap, after, before, rewrite, redo, part, meet, remove, shift, fat)
RUNNING += (newcomer,)

VERBS = (
    replace,
    append,
    retype,
    split,
    unsplit,
    join,
    delete,
    add,
    move,
    moverow,
    bold,
)
BY_NAME = {one.__name__: one for one in (*VERBS, number, stray, *RUNNING)}


def save(desktop, source, target, name, work):
    hidden = properties(Hidden=True)
    document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, hidden)
    work(document)
    document.storeToURL(f"file://{target}", properties(FilterName=name))
    document.close(True)


def main():
    plan = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    office, desktop = start(plan["port"], plan["profile"])
    word, nothing = "MS Word 2007 XML", lambda _: None
    try:
        for job in plan["jobs"]:

            def work(document, job=job):
                for tracked, verb, *words in job["edits"]:
                    document.RecordChanges = tracked
                    BY_NAME[verb](document, *words)

            save(desktop, job["path"], job["out"], word, work)
            if job["odt"]:
                odt = job["out"] + ".odt"
                save(desktop, job["out"], odt, "writer8", nothing)
                save(desktop, odt, job["out"], word, nothing)
    finally:
        with contextlib.suppress(Exception):  # the office goes while it answers
            desktop.terminate()
        office.wait(60)


main()
