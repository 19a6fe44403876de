package export

import (
	"fmt"
	"io"
	"path"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// Partition says which rows stand together in a file of a dataset.
type Partition string

const (
	ByDate Partition = "date" // date=2026-11-21, in UTC
	ByHour Partition = "hour" // date=2026-11-21/hour=07
)

// folder returns the folder of a time, in the names that Hive gave them and that
// all engines read. No time has Hive's word for none.
func (p Partition) folder(at *rows.Cell) string {
	date, hour := "__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__"
	if at.Is() {
		at := time.Unix(0, int64(at.Num)).UTC()
		date, hour = at.Format("2006-01-02"), at.Format("15")
	}
	if p == ByHour {
		return "date=" + date + "/hour=" + hour
	}
	return "date=" + date
}

// Dataset is a table in many files: one for each run of rows of a partition. One
// is open at a time. Its zero value needs the fields below.
type Dataset struct {
	Kind      Kind
	Partition Partition
	Name      string // of the files, before their numbers
	Ending    string // .parquet
	Create    func(name string) (io.WriteCloser, error)
	New       func(io.Writer, Kind) (Table, error)

	folder string
	file   io.WriteCloser
	table  Table
	files  int
}

// Write writes a row into the file of its partition.
func (d *Dataset) Write(r rows.Row) error {
	if folder := d.Partition.folder(&r[d.Kind.time()]); d.table == nil || folder != d.folder {
		if err := d.Close(); err != nil {
			return err
		}
		if err := d.open(folder); err != nil {
			return err
		}
	}
	return d.table.Write(r)
}

func (d *Dataset) open(folder string) (err error) {
	d.folder = folder
	d.files++
	if d.file, err = d.Create(path.Join(folder, fmt.Sprintf("%s-%05d%s", d.Name, d.files, d.Ending))); err != nil {
		return err
	}
	d.table, err = d.New(d.file, d.Kind)
	return err
}

// Close closes the file that is open.
func (d *Dataset) Close() error {
	if d.table == nil {
		return nil
	}
	err := d.table.Close()
	if closeErr := d.file.Close(); err == nil {
		err = closeErr
	}
	d.table, d.file = nil, nil
	return err
}
