package export

import (
	"io"

	"github.com/cnwire/cnwire/internal/aside"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// parts put a Parquet file together of several, each of some groups of rows: the library keeps
// what the end says of every page and column until it writes it, as structs, and a long table
// has many. So each part is closed like a file, and what it has behind its groups is not written
// but kept, packed and but for little of it in a temporary file, until all of it stands at the end
// of the table's: readers take the indexes of all pages in one piece.
type parts struct {
	w     io.Writer
	n     int64 // bytes written
	at    int64 // where the part at hand begins
	ends  bool  // what comes is behind its groups, and goes into end
	end   []byte
	open  int // its groups
	ended []part
	kept  aside.Bytes // of their ends
}

// part is where the end of one is kept, each packed.
type part struct {
	bounds stretch // the format.ColumnIndex of its columns
	places stretch // the format.OffsetIndex of its columns
	groups stretch // partGroups
}

// stretch is some of parts.kept.
type stretch struct {
	at int64
	n  int
}

// keep packs what the end of a part says.
func (p *parts) keep(b []byte) (stretch, error) {
	b, err := zstds.Encode(nil, b)
	if err != nil {
		return stretch{}, err
	}
	s := stretch{p.kept.Size(), len(b)}
	_, err = p.kept.Write(b)
	return s, err
}

// recall unpacks it.
func (p *parts) recall(s stretch) ([]byte, error) {
	b := p.kept.At(s.at, s.n)
	if p.kept.Err != nil {
		return nil, p.kept.Err
	}
	return zstds.Decode(nil, b)
}

// partGroups are the groups of a part, but for where their indexes are.
type partGroups struct {
	List thrift.Slice[format.RowGroup] `thrift:"1,required"`
}

// Write writes what a part has.
func (p *parts) Write(b []byte) (int, error) {
	if p.ends {
		p.end = append(p.end, b...)
		return len(b), nil
	}
	n, err := p.w.Write(b)
	p.n += int64(n)
	return n, err
}

// take ends the part at hand and returns what its end says, places moved to where they are in
// the file.
func (p *parts) take(w *parquet.GenericWriter[any]) (*format.FileMetaData, error) {
	from := p.n - p.at
	p.ends, p.end = true, p.end[:0]
	if err := w.Close(); err != nil {
		return nil, err
	}
	p.ends = false
	said := w.File().Metadata()
	if len(said.RowGroups) == 0 {
		return said, nil
	}
	// What the library had not written yet of the groups, the bounds of pages, their places,
	// and what they are in all.
	first := &said.RowGroups[0].Columns[0]
	bounds, places := first.ColumnIndexOffset-from, first.OffsetIndexOffset-from
	if _, err := p.Write(p.end[:bounds]); err != nil {
		return nil, err
	}
	var moved []byte
	for i := range said.RowGroups {
		group := &said.RowGroups[i]
		if group.FileOffset != 0 {
			group.FileOffset += p.at
		}
		for j := range group.Columns {
			c := &group.Columns[j]
			b, err := p.move(c, p.end[c.OffsetIndexOffset-from:][:c.OffsetIndexLength])
			if err != nil {
				return nil, err
			}
			c.OffsetIndexLength = int32(len(b))
			moved = append(moved, b...)
		}
	}
	groups, err := thrift.Marshal(new(thrift.CompactProtocol), &partGroups{said.RowGroups})
	if err != nil {
		return nil, err
	}
	var ended part
	for _, packing := range []struct {
		to   *stretch
		from []byte
	}{{&ended.bounds, p.end[bounds:places]}, {&ended.places, moved}, {&ended.groups, groups}} {
		if *packing.to, err = p.keep(packing.from); err != nil {
			return nil, err
		}
	}
	p.ended = append(p.ended, ended)
	p.at, p.open = p.n, 0
	return said, nil
}

// move says where a column of the part at hand is in the file, and returns where its pages are.
func (p *parts) move(c *format.ColumnChunk, pages []byte) ([]byte, error) {
	for _, place := range []*int64{&c.MetaData.DataPageOffset, &c.MetaData.DictionaryPageOffset} {
		if *place != 0 {
			*place += p.at
		}
	}
	var index format.OffsetIndex
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), pages, &index); err != nil {
		return nil, err
	}
	for k := range index.PageLocations {
		index.PageLocations[k].Offset += p.at
	}
	return thrift.Marshal(new(thrift.CompactProtocol), &index)
}
