// Command ddl prints the statements that make a fleet's tables known to an engine:
//
//	go -C fleet/sql run ./ddl trino s3://bucket/out
package main

import (
	"fmt"
	"os"

	"github.com/cnwire/cnwire/fleet/sql"
)

func main() {
	engines := map[string]sql.Engine{"duckdb": sql.DuckDB, "clickhouse": sql.ClickHouse, "spark": sql.Spark, "trino": sql.Trino}
	if len(os.Args) == 3 {
		if e, ok := engines[os.Args[1]]; ok {
			for _, s := range sql.Declare(e, os.Args[2]) {
				fmt.Println(s + ";")
			}
			return
		}
	}
	fmt.Fprintln(os.Stderr, "ddl: name an engine, duckdb, clickhouse, spark or trino, and where the dataset is")
	os.Exit(2)
}
