package spec

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// The columns of the three files, all required, in this order.
const (
	structColumns = "struct,c,size,order,prefix,header,since,doc"
	fieldColumns  = "struct,field,c,offset,size,type,values,filter,anonymize,since,doc"
	valueColumns  = "set,name,value,arm,since,doc"
)

// Load reads structs.csv, fields.csv and values.csv from the top of fsys and
// checks them as a whole. Its errors name the file and the line.
func Load(fsys fs.FS) (*Table, error) {
	l := loader{t: &Table{byName: map[string]int{}, sets: map[string][]Value{}}}
	// Values go last: their arms are structs, and fields check their sets afterwards.
	for _, f := range []struct {
		name, columns string
		add           func(r row) error
	}{
		{"structs.csv", structColumns, l.addStruct},
		{"fields.csv", fieldColumns, l.addField},
		{"values.csv", valueColumns, l.addValue},
	} {
		if err := read(fsys, f.name, f.columns, f.add); err != nil {
			return nil, err
		}
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	return l.t, nil
}

// loader keeps, beside the table, where each row came from.
type loader struct {
	t          *Table
	structRows []row // one a struct
	fieldRows  []fieldRow
}

type fieldRow struct {
	row row
	f   Field
}

// row is one line of a file.
type row struct {
	file    string
	line    int
	columns []string
	cells   []string
}

func (r row) get(column string) string { return r.cells[slices.Index(r.columns, column)] }

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("spec: %s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// number reads a cell: decimal, or hexadecimal with 0x. Nothing else: a leading
// zero would make some readers of the file see octal.
func (r row) number(column string, bits int) (uint64, error) {
	s := r.get(column)
	digits, base := s, 10
	if hex, ok := strings.CutPrefix(s, "0x"); ok {
		digits, base = hex, 16
	} else if len(s) > 1 && s[0] == '0' {
		return 0, r.errorf("%s %q starts with a zero", column, s)
	}
	n, err := strconv.ParseUint(digits, base, bits)
	if err != nil {
		return 0, r.errorf("%s %q is no number of %d bits", column, s, bits)
	}
	return n, nil
}

func (r row) since() (Since, error) {
	s, err := ParseSince(r.get("since"))
	if err != nil {
		return s, r.errorf("%v", err)
	}
	return s, nil
}

// read gives every row of a file to add, after the check of its first line.
func read(fsys fs.FS, name, columns string, add func(row) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("spec: %w", err)
	}
	defer f.Close()
	want := strings.Split(columns, ",")
	in := csv.NewReader(f)
	in.FieldsPerRecord = len(want)
	for first := true; ; first = false {
		cells, err := in.Read()
		if err == io.EOF {
			if first {
				return fmt.Errorf("spec: %s:1: no header line", name)
			}
			return nil
		}
		if err != nil {
			var p *csv.ParseError
			if errors.As(err, &p) {
				return fmt.Errorf("spec: %s:%d: %w", name, p.Line, p.Err)
			}
			return fmt.Errorf("spec: %s: %w", name, err)
		}
		line, _ := in.FieldPos(0)
		r := row{file: name, line: line, columns: want, cells: cells}
		if first {
			if !slices.Equal(cells, want) {
				return r.errorf("columns %q, want %q", strings.Join(cells, ","), columns)
			}
			continue
		}
		if err := add(r); err != nil {
			return err
		}
	}
}

func (l *loader) addStruct(r row) error {
	s := Struct{Name: r.get("struct"), C: r.get("c"), Prefix: r.get("prefix"),
		Header: r.get("header"), Since: r.get("since"), Doc: r.get("doc")}
	if s.Name == "" {
		return r.errorf("struct without a name")
	}
	if _, dup := l.t.byName[s.Name]; dup {
		return r.errorf("struct %s appears twice", s.Name)
	}
	size, err := r.number("size", 16)
	if err != nil {
		return err
	}
	if s.Size = int(size); s.Size == 0 {
		return r.errorf("struct %s has no size", s.Name)
	}
	switch order := r.get("order"); order {
	case "host":
	case "big":
		s.BigEndian = true
	default:
		return r.errorf("order %q is neither host nor big", order)
	}
	if _, err := r.since(); err != nil {
		return err
	}
	l.t.byName[s.Name] = len(l.t.structs)
	l.t.structs = append(l.t.structs, s)
	l.structRows = append(l.structRows, r)
	return nil
}

func (l *loader) addField(r row) error {
	f := Field{Struct: r.get("struct"), Name: r.get("field"), C: r.get("c"), Type: Type(r.get("type")),
		Values: r.get("values"), Filter: r.get("filter"), Anonymize: r.get("anonymize"), Since: r.get("since"), Doc: r.get("doc")}
	for _, n := range []struct {
		column string
		to     *int
	}{{"offset", &f.Offset}, {"size", &f.Size}} {
		v, err := r.number(n.column, 16)
		if err != nil {
			return err
		}
		*n.to = int(v)
	}
	l.fieldRows = append(l.fieldRows, fieldRow{r, f})
	return l.checkField(r, f)
}

func (l *loader) addValue(r row) error {
	v := Value{Set: r.get("set"), Name: r.get("name"), Arm: r.get("arm"), Since: r.get("since"), Doc: r.get("doc")}
	n, err := r.number("value", 64)
	if err != nil {
		return err
	}
	v.Value = n
	if err := l.checkValue(r, v); err != nil {
		return err
	}
	if len(l.t.sets[v.Set]) == 0 {
		l.t.order = append(l.t.order, v.Set)
	}
	l.t.sets[v.Set] = append(l.t.sets[v.Set], v)
	return nil
}
