package export

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// The fields of format.FileMetaData before and behind the groups.
type (
	before struct {
		Version int32                              `thrift:"1,required"`
		Schema  thrift.Slice[format.SchemaElement] `thrift:"2,required"`
		Rows    int64                              `thrift:"3,required"`
	}
	behind struct {
		Metadata     thrift.Slice[format.KeyValue]    `thrift:"5,optional"`
		CreatedBy    string                           `thrift:"6,optional"`
		ColumnOrders thrift.Slice[format.ColumnOrder] `thrift:"7,optional"`
	}
)

// close ends the last part, and the file: with the bounds of all pages, where they are, and the
// groups.
func (p *parts) close(w *parquet.GenericWriter[any]) error {
	defer p.kept.Close()
	said, err := p.take(w)
	if err != nil {
		return err
	}
	bounds, err := p.unpack(func(e *part) stretch { return e.bounds })
	if err != nil {
		return err
	}
	places, err := p.unpack(func(e *part) stretch { return e.places })
	if err != nil {
		return err
	}
	var list struct{ groups, bytes int }
	rows := int64(0)
	err = p.groups(bounds, places, func(g *format.RowGroup, b []byte) error {
		list.groups, list.bytes, rows = list.groups+1, list.bytes+len(b), rows+g.NumRows
		return nil
	})
	if err != nil {
		return err
	}
	front, err := thrift.Marshal(new(thrift.CompactProtocol), &before{said.Version, said.Schema, rows})
	if err != nil {
		return err
	}
	back, err := thrift.Marshal(new(thrift.CompactProtocol), &behind{said.KeyValueMetadata, said.CreatedBy, said.ColumnOrders})
	if err != nil {
		return err
	}
	// The compact protocol of Thrift: a field begins with its number, as the distance to the one
	// before, and its type; a list with its length, here as a varint behind 15, and the type of
	// its elements; a struct ends with 0.
	const lists, structs, next, long = 9, 12, 1 << 4, 15 << 4
	end := append(front[:len(front)-1], next|lists, long|structs)
	end = binary.AppendUvarint(end, uint64(list.groups))
	size := len(end) + list.bytes + len(back)
	back[0] = next | back[0]&15 // one behind the groups
	back = append(binary.LittleEndian.AppendUint32(back, uint32(size)), "PAR1"...)
	if _, err := p.Write(end); err != nil {
		return err
	}
	err = p.groups(bounds, places, func(_ *format.RowGroup, b []byte) error {
		_, err := p.Write(b)
		return err
	})
	if err != nil {
		return err
	}
	_, err = p.Write(back)
	return err
}

// groups calls f with all groups and their bytes, which say where the bounds of their pages are
// and their places. Those of a long file are some megabytes, and never in memory at once.
func (p *parts) groups(bounds, places int64, f func(*format.RowGroup, []byte) error) error {
	ordinal := int16(0)
	for i := range p.ended {
		b, err := p.recall(p.ended[i].groups)
		if err != nil {
			return err
		}
		var groups partGroups
		if err := thrift.Unmarshal(new(thrift.CompactProtocol), b, &groups); err != nil {
			return err
		}
		for g := range groups.List {
			group := &groups.List[g]
			for j := range group.Columns {
				c := &group.Columns[j]
				c.ColumnIndexOffset, c.OffsetIndexOffset = bounds, places
				bounds, places = bounds+int64(c.ColumnIndexLength), places+int64(c.OffsetIndexLength)
			}
			group.Ordinal = ordinal
			ordinal++
			if b, err = thrift.Marshal(new(thrift.CompactProtocol), group); err != nil {
				return err
			}
			if err := f(group, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// unpack writes what all parts have of something, and returns where it begins.
func (p *parts) unpack(of func(*part) stretch) (at int64, err error) {
	at = p.n
	for i := range p.ended {
		b, err := p.recall(of(&p.ended[i]))
		if err != nil {
			return at, err
		}
		if _, err := p.Write(b); err != nil {
			return at, err
		}
	}
	return at, nil
}
