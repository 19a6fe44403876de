// Package export writes the messages of captures as a table that bigger tools
// read: CSV, or Parquet, which DuckDB, Spark, Trino and ClickHouse query.
//
// A row is a connector message. A message that nlmon shows once for each
// listener is one row. Columns lists what a row has; columns are only ever
// added, at the end. Some are no part of the message: the host, and those from name
// to parent_container, which are of analysis.Message.Subject.
package export
