// Package export writes captures as tables that bigger tools read: CSV, or Parquet,
// which DuckDB, Spark, Trino and ClickHouse query.
//
// There are five, a [Kind] each: messages, lives of processes, losses, pairs of requests
// and answers, notes. [Tables] makes the rows of all of them, or of some, from one
// reading of captures; [NewParquet] and [NewCSV] write rows, to one file or by way of a
// [Dataset] to many. [Kind.Schema] lists what a row has; columns are only ever added, at
// the end, and [Kind.Version] counts how often. Values are those of the lists of package
// processes, pairs and notes, and of loss.List, under names that SQL leaves free.
//
// A row of events is a connector message. A message that nlmon shows once for each
// listener is one row. Some columns are no part of the message: the host, and those from
// name to parent_container, which are of analysis.Message.Subject.
package export
