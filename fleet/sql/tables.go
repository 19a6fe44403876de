package sql

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
)

// Engine is a dialect in which tables are declared.
type Engine int

const (
	DuckDB     Engine = iota // views of the Parquet files
	ClickHouse               // 18.16: a table a server, for CSV, and one over all servers
	Spark                    // external tables of the Parquet files
	Trino                    // the same, of a Hive catalog
)

// Declare returns the statements that make the tables known that stand in a folder, or
// behind a location such as s3://bucket/out.
func Declare(e Engine, folder string) (statements []string) {
	for _, k := range export.Kinds() {
		place := strings.TrimSuffix(folder, "/") + "/" + k.String()
		switch e {
		case DuckDB:
			statements = append(statements, fmt.Sprintf("CREATE VIEW %s AS SELECT * FROM read_parquet('%s/**/*.parquet', hive_partitioning = true, hive_types = {'date': VARCHAR, 'bucket': VARCHAR}, union_by_name = true)", k, place))
		case ClickHouse:
			statements = append(statements,
				fmt.Sprintf("CREATE TABLE %s_here (%s) ENGINE = MergeTree() PARTITION BY date ORDER BY bucket", k, columns(e, k)),
				fmt.Sprintf("CREATE TABLE %s AS %s_here ENGINE = Distributed(fleet, default, %s_here)", k, k, k))
		case Spark:
			statements = append(statements,
				fmt.Sprintf("CREATE TABLE %s (%s) USING parquet PARTITIONED BY (date, bucket) LOCATION '%s'", k, columns(e, k), place),
				fmt.Sprintf("MSCK REPAIR TABLE %s", k))
		case Trino:
			statements = append(statements,
				fmt.Sprintf("CREATE TABLE %s (%s) WITH (format = 'PARQUET', partitioned_by = ARRAY['date', 'bucket'], external_location = '%s')", k, columns(e, k), place),
				fmt.Sprintf("CALL system.sync_partition_metadata(schema_name => CURRENT_SCHEMA, table_name => '%s', mode => 'FULL')", k))
		}
	}
	return statements
}

// columns are those of a table, and behind them the two that its folders have.
func columns(e Engine, k export.Kind) string {
	var list []string
	for _, c := range k.Schema().Columns {
		list = append(list, quoted(e, c.Name)+" "+typeOf(e, &c))
	}
	for _, name := range []string{"date", "bucket"} {
		text := map[Engine]string{ClickHouse: "String", Spark: "STRING", Trino: "VARCHAR"}[e]
		list = append(list, quoted(e, name)+" "+text)
	}
	return strings.Join(list, ", ")
}

// quoted is a name as the engine takes it, whatever it means to it.
func quoted(e Engine, name string) string {
	if e == Trino {
		return `"` + name + `"`
	}
	return "`" + name + "`"
}

// typeOf is the type of a column. ClickHouse 18.16 has no time of nanoseconds, which is a
// text there, Spark takes it for a number when it is told to, and Spark and Trino have no
// unsigned numbers.
func typeOf(e Engine, c *rows.Column) string {
	of := map[rows.Kind][3]string{
		rows.Integer:  {"Int64", "BIGINT", "BIGINT"},
		rows.Unsigned: {"UInt64", "DECIMAL(20,0)", "DECIMAL(20,0)"},
		rows.Bool:     {"UInt8", "BOOLEAN", "BOOLEAN"},
		rows.Text:     {"String", "STRING", "VARCHAR"},
		rows.Bytes:    {"String", "BINARY", "VARBINARY"},
		rows.Time:     {"String", "BIGINT", "TIMESTAMP(9)"},
	}[c.Type]
	if c.Type == rows.Integer && c.Narrow {
		of = [3]string{"Int32", "INT", "INTEGER"}
	}
	if e == ClickHouse {
		return "Nullable(" + of[0] + ")"
	}
	return of[e-1]
}
