// Package sql has the questions that people ask of a fleet's tables, one a file, in words
// that DuckDB and ClickHouse both know; and what makes the tables known to engines.
package sql
