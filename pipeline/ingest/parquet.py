"""Parquet: one article a row, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest.record import Table
from pipeline.ingest.refusal import Refusal

_BATCH = 128
_MOST_IN_GROUP = 2 << 30


def read_parquet(file: BinaryIO, table: Table) -> Iterator[Article | Failure]:
    """The articles of an open file; a bad row is a failure of its own, a bad file one failure."""
    row = 0
    try:
        opened = _opened(file, table)
        names = table.fields
        wanted = {*names.ids(), names.text, names.title, names.published, names.outlet, names.url}
        columns = [name for name in opened.schema_arrow.names if name in wanted]
        for batch in opened.iter_batches(batch_size=_BATCH, columns=columns):
            for record in batch.to_pylist():
                row += 1
                yield table.article(record, row)
    except Refusal as refusal:
        yield refusal.failure(table.source)
        return
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        message = f"not a sound Parquet file behind row {row} ({reason}); write it again"
        yield Failure(None, "ingest", Code.MALFORMED, message, table.source)
        return
    if row == 0:
        yield Failure(None, "ingest", Code.EMPTY, "the file has no rows; remove it or fill it", table.source)


def _opened(file: BinaryIO, table: Table) -> pq.ParquetFile:
    opened = pq.ParquetFile(file)
    schema, name = opened.schema_arrow, table.fields.text
    if name not in schema.names:
        has = ", ".join(schema.names[:12])
        raise Refusal(Code.MISSING_FIELD, f"no column {name!r} (there are: {has}); name the right one (--text-field)")
    kind = schema.field(name).type
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner)):
        raise Refusal(Code.WRONG_TYPE, f"column {name!r} holds {kind}; it must hold strings")
    groups = (opened.metadata.row_group(index) for index in range(opened.metadata.num_row_groups))
    if any(group.total_byte_size > _MOST_IN_GROUP for group in groups):
        raise Refusal(Code.TOO_LARGE, f"a row group unpacks to more than {_MOST_IN_GROUP} bytes; write smaller ones")
    return opened
