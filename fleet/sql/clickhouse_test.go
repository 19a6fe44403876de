package sql

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
	"github.com/cnwire/cnwire/internal/needs"
)

// Two servers of ClickHouse that have half of the buckets each give the answers that
// DuckDB gives, and so those of the truth.
func TestClickHouse(t *testing.T) {
	c := cluster(t)
	o := hosts.Default(12, 1500)
	o.Seconds = 300
	out, _ := dataset(t, o)
	db := duckdb(t, out)
	for port := range c.ports {
		for _, s := range Declare(ClickHouse, out) {
			c.ask(t, port, s, nil)
		}
	}
	for _, k := range export.Kinds() {
		for port := range c.ports {
			file := filepath.Join(t.TempDir(), "rows.csv")
			ask(t, db, fmt.Sprintf(`COPY (SELECT %s FROM %s WHERE CAST(bucket AS INTEGER) %% 2 = %d) TO '%s' (FORMAT CSV, HEADER false, NULL '\N')`, cells(k), k, port, file))
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c.ask(t, port, fmt.Sprintf("INSERT INTO %s_here FORMAT CSV", k), content)
		}
	}
	for _, q := range Questions() {
		want := ask(t, db, q.SQL)
		for port := range c.ports {
			if got := c.ask(t, port, q.SQL, nil); !slices.Equal(got, want) || len(got) < 3 {
				t.Errorf("server %d: %s\n%s\nin DuckDB\n%s", port, q.Text, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// cells are the columns of a table as ClickHouse 18.16 takes them in CSV.
func cells(k export.Kind) string {
	var list []string
	for _, c := range k.Schema().Columns {
		name := `"` + c.Name + `"`
		switch c.Type {
		case rows.Bool:
			name = "CAST(" + name + " AS INTEGER)"
		case rows.Time:
			name = "CAST(" + name + " AS VARCHAR)"
		case rows.Bytes:
			name = "hex(" + name + ")"
		}
		list = append(list, name)
	}
	return strings.Join(append(list, "coalesce(date, '')", "bucket"), ", ")
}

// servers are two of them, which know each other as the cluster fleet.
type servers struct {
	client string
	ports  [2]int
}

func cluster(t *testing.T) *servers {
	t.Helper()
	server := needs.Tool(t, "clickhouse-server", "the questions are not asked in ClickHouse.")
	c := &servers{client: needs.Tool(t, "clickhouse-client", "the questions are not asked in ClickHouse.")}
	var held []net.Listener // until both have a number
	for i := range c.ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, l)
		c.ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	for _, l := range held {
		l.Close()
	}
	shards := ""
	for _, port := range c.ports {
		shards += fmt.Sprintf("<shard><replica><host>127.0.0.1</host><port>%d</port></replica></shard>", port)
	}
	for _, port := range c.ports {
		folder := t.TempDir()
		for name, text := range map[string]string{
			"users.xml": `<yandex><profiles><default><max_memory_usage>2000000000</max_memory_usage><join_default_strictness>ALL</join_default_strictness><distributed_product_mode>local</distributed_product_mode></default></profiles><quotas><default/></quotas>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>`,
			"config.xml": fmt.Sprintf(`<yandex><logger><level>warning</level><log>%[1]s/log</log></logger><tcp_port>%[2]d</tcp_port><listen_host>127.0.0.1</listen_host>
<path>%[1]s/data/</path><tmp_path>%[1]s/tmp/</tmp_path><users_config>%[1]s/users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><mark_cache_size>67108864</mark_cache_size><remote_servers><fleet>%[3]s</fleet></remote_servers></yandex>`, folder, port, shards),
		} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		run := exec.Command(server, "--config-file="+filepath.Join(folder, "config.xml"))
		var said bytes.Buffer
		run.Stdout, run.Stderr, run.Dir = &said, &said, folder
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			run.Process.Kill()
			run.Wait()
			if t.Failed() {
				t.Log(said.String())
			}
		})
	}
	return c
}

// ask asks one of the servers, waiting for it to come up, and returns the lines.
func (c *servers) ask(t *testing.T, server int, query string, input []byte) []string {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		run := exec.Command(c.client, "--host", "127.0.0.1", "--port", fmt.Sprint(c.ports[server]), "--query", query)
		run.Stdin = bytes.NewReader(input)
		var told bytes.Buffer
		run.Stderr = &told
		answer, err := run.Output()
		switch {
		case err == nil && len(answer) == 0:
			return nil
		case err == nil:
			return strings.Split(strings.TrimSuffix(string(answer), "\n"), "\n")
		case time.Now().After(deadline) || !strings.Contains(told.String(), "refused"):
			t.Fatalf("%v: %s\n%s", err, told.String(), query)
		}
	}
}
