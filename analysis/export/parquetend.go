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
	said, err := p.take(w)
	if err != nil {
		return err
	}
	bounds, err := p.unpack(func(e *part) []byte { return e.bounds })
	if err != nil {
		return err
	}
	places, err := p.unpack(func(e *part) []byte { return e.places })
	if err != nil {
		return err
	}
	var list []byte
	rows, count := int64(0), 0
	for i := range p.ended {
		b, err := zstds.Decode(nil, p.ended[i].groups)
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
			group.Ordinal = int16(count)
			if b, err = thrift.Marshal(new(thrift.CompactProtocol), group); err != nil {
				return err
			}
			list = append(list, b...)
			rows += group.NumRows
			count++
		}
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
	end = binary.AppendUvarint(end, uint64(count))
	size := len(end) + len(list) + len(back)
	back[0] = next | back[0]&15 // one behind the groups
	back = append(binary.LittleEndian.AppendUint32(back, uint32(size)), "PAR1"...)
	for _, b := range [][]byte{end, list, back} {
		if _, err := p.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// unpack writes what all parts have of something, and returns where it begins.
func (p *parts) unpack(of func(*part) []byte) (at int64, err error) {
	at = p.n
	for i := range p.ended {
		b, err := zstds.Decode(nil, of(&p.ended[i]))
		if err != nil {
			return at, err
		}
		if _, err := p.Write(b); err != nil {
			return at, err
		}
	}
	return at, nil
}
