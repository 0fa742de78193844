"""Readers that stand in for the real one. Workers import them by name, so they lie in a module of their own.

A fake report is a text file of lines ``<verb> <rest>``; the reader does what they say.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.extract import Extraction, Row
from pipelines.reading.care import care

BOX = {"x0": 10.0, "top": 20.0, "x1": 110.0, "bottom": 40.0}


def report_row(**values: object) -> Row:
    return {
        "text_source": "native",
        "status": "ok",
        "page_count": 2,
        "words_total": 10,
        "words_placed": 10,
        "numbers_total": 2,
        "numbers_used": 2,
        "numbers_declined": 0,
        "pipeline_version": "test",
        **values,
    }


def page_row(report_id: str, page: int, **values: object) -> Row:
    return {
        "report_id": report_id,
        "page": page,
        "width": 595.0,
        "height": 842.0,
        "rotation": 0,
        "text": f"Sida {page}",
        "text_source": "native",
        "engine": "pdfium",
        "words_total": 5,
        "words_placed": 5,
        **values,
    }


def project_row(report_id: str, number: int, name: str, **values: object) -> Row:
    return {
        "project_id": f"project-{report_id}-{number}",
        "report_id": report_id,
        "kind": "project",
        "name": name,
        "aliases": [],
        "page": 1,
        "bbox": BOX,
        "source_text": name,
        **values,
    }


def extract(path: Path, report_id: str, file_name: str) -> Extraction:
    """Reads ``title``, ``family`` and ``project <name> <kronor>`` lines; the other verbs misbehave."""
    content = path.read_text(encoding="utf-8")
    row = report_row()
    tables: dict[str, list[Row]] = {"pages": [page_row(report_id, 1), page_row(report_id, 2)], "projects": []}
    left_out = False
    for line in content.splitlines():
        verb, _, rest = line.partition(" ")
        if verb == "page_at":
            kind, why = care().leave_out.get(int(rest), (None, None))
            if left_out := kind is not None:
                row.update(status="partial", error_kind=kind, error_detail=f"Page {rest} was left out. {why}")
            else:
                care().tell(int(rest))
        if left_out:
            continue
        match verb:
            case "page_at":
                pass
            case "title" | "family":
                row[verb] = rest
            case "project":
                name, _, amount = rest.rpartition(" ")
                number = len(tables["projects"]) + 1
                tables["projects"].append(project_row(report_id, number, name, granted_sek=int(amount)))
            case "log":
                with Path(rest).open("a") as log:
                    log.write(f"{report_id}\n")
            case "row":
                tables["projects"].append(project_row(report_id, 99, "fel", **{rest: object()}))
            case "twice":
                tables["projects"] += [project_row(report_id, 7, "a"), project_row(report_id, 7, "b")]
            case "page":
                tables["projects"].append(project_row(report_id, 8, "a", page=int(rest)))
            case "outside":
                tables["projects"].append(project_row(report_id, 9, "a", bbox={**BOX, "x1": 5000.0}))
            case "bulk":
                tables["sections"] = [section_row(report_id, number) for number in range(int(rest))]
            case "wait":
                time.sleep(float(rest))
            case "touch":
                os.utime(path)
            case "connect" | "resolve" | "shell" | "spawn" | "execute" | "native_socket":
                reach_out(verb, *rest.split(" "))
            case _ if verb:
                misbehave(verb)
    return Extraction(row, tables)


def section_row(report_id: str, number: int) -> Row:
    return {
        "section_id": f"section-{report_id}-{number}",
        "report_id": report_id,
        "title": f"Rubrik {number}",
        "text": "Text under rubriken. " * 20,
        "page": 1,
        "page_end": 1,
        "bbox": BOX,
    }


def reach_out(how: str, port: str = "", mark: str = "") -> None:
    match how:
        case "connect":
            socket.create_connection(("127.0.0.1", int(port)), timeout=5)
        case "resolve":
            socket.getaddrinfo("localhost", int(port))
        case "shell":
            os.system(f"touch '{mark}'")
        case "spawn":
            subprocess.run(["touch", mark], check=True)
        case "execute":
            os.execv(sys.executable, [sys.executable, "-c", f"open({mark!r}, 'w')"])
        case "native_socket":
            if ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_STREAM, 0) >= 0:
                raise RuntimeError("there is a network")


def misbehave(how: str) -> None:
    match how:
        case "raise":
            raise RuntimeError("ett fel i läsaren")
        case "exit":
            os._exit(3)
        case "sysexit":
            sys.exit(4)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "sleep":
            time.sleep(600)
        case "regex":
            re.match(r"(a+)+$", "a" * 60 + "b")
        case "hog":
            bytearray(64 * 2**30)
        case "fill":
            blocks = []
            while True:
                blocks.append(bytearray(b"x" * 2**24))
        case "recurse":
            misbehave(how)
        case "temporary":
            Path(tempfile.mkstemp(prefix="tmp")[1]).write_text("for a while")
        case "chatter":
            sys.stdout.write("noise on standard output")
            sys.stdout.flush()
            os.write(1, b'{"job": 1, "value": null}\n')
            os.write(2, b"noise on standard error\n")
        case "orphan":
            if os.fork() == 0:
                time.sleep(600)
        case "close":
            os.closerange(3, 256)
            time.sleep(600)
        case "killmachine":
            # the worker of the cluster that asked for this report: the parent of the parent
            host = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()
            os.kill(int(host[1]), signal.SIGKILL)
            time.sleep(600)
        case "killhost":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        case _:
            raise ValueError(how)
