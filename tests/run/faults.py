"""Work functions that go wrong on demand; workers import them by name."""

import os
import sys
import time
from collections.abc import Callable

from pipeline.article import Article
from pipeline.run.work import Outcome


def work(article: Article) -> Outcome:
    """Do what the article's text says."""
    match article.text.split():
        case ["hang"]:
            time.sleep(60)
        case ["exit"]:
            os._exit(7)
        case ["quit"]:
            sys.exit(5)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["pid"]:
            return Outcome(article=f"{article.doc_id}:{os.getpid()}\n".encode())
    return Outcome(facts=f"{article.doc_id}!\n".encode(), article=article.doc_id.encode() + b"\n", counts={"date": 1})


def start() -> Callable[[Article], Outcome]:
    """Start well."""
    return work


def start_badly() -> Callable[[Article], Outcome]:
    """Fail while loading."""
    raise FileNotFoundError("no model here")


def die_at_start() -> Callable[[Article], Outcome]:
    """End the process while loading."""
    os._exit(9)
