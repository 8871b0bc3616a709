"""Python imports this at start where a test puts the folder on PYTHONPATH: no network, and another year.

The clock stands in 2031 for everything that asks ``datetime`` or ``time``; what measures time is left alone.
"""

import datetime
import os
import socket
import time
from typing import Any, NoReturn

import pydantic.v1  # noqa: F401 - it makes a class out of ``datetime.date`` with a metaclass of its own

_SHIFT = int(os.environ.get("SABOTAGE_SECONDS", "0"))
_time, _datetime, _date = time.time, datetime.datetime, datetime.date
_localtime, _gmtime = time.localtime, time.gmtime


def _refuse(*_: object, **__: object) -> NoReturn:
    raise OSError("this test allows no network")


class _Like(type):
    """Instances of the real class pass as instances of the replaced one."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mro__[1])


class _LaterDatetime(_datetime, metaclass=_Like):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        return _datetime.fromtimestamp(_time() + _SHIFT, tz)

    @classmethod
    def today(cls) -> Any:
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(datetime.UTC).replace(tzinfo=None)


class _LaterDate(_date, metaclass=_Like):
    @classmethod
    def today(cls) -> Any:
        return _LaterDatetime.now().date()


socket.socket.connect = _refuse  # type: ignore[method-assign]
socket.socket.connect_ex = _refuse  # type: ignore[method-assign]
socket.getaddrinfo = _refuse
socket.gethostbyname = _refuse
time.time = lambda: _time() + _SHIFT
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
datetime.datetime = _LaterDatetime  # type: ignore[misc]
datetime.date = _LaterDate  # type: ignore[misc]
