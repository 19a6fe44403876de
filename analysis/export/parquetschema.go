package export

import (
	"slices"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/parquet-go/parquet-go"
)

// orderedGroup is a group whose fields stand in the order of columns, not of
// the alphabet.
type orderedGroup struct {
	parquet.Group
	columns []rows.Column
}

func (g orderedGroup) Fields() []parquet.Field {
	fields := g.Group.Fields()
	place := map[string]int{}
	for i, c := range g.columns {
		place[c.Name] = i
	}
	slices.SortFunc(fields, func(a, b parquet.Field) int { return place[a.Name()] - place[b.Name()] })
	return fields
}

func schemaNode(columns []rows.Column) parquet.Node {
	g := parquet.Group{}
	for i := range columns {
		c := &columns[i]
		g[c.Name] = parquet.Optional(nodeOf(c))
	}
	return orderedGroup{g, columns}
}

func nodeOf(c *rows.Column) parquet.Node {
	switch {
	case c.Type == rows.Integer && c.Narrow:
		return parquet.Int(32)
	case c.Type == rows.Unsigned:
		return parquet.Uint(64)
	case c.Type == rows.Bool:
		return parquet.Leaf(parquet.BooleanType)
	case c.Type == rows.Text:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	case c.Type == rows.Bytes:
		return parquet.Leaf(parquet.ByteArrayType)
	case c.Type == rows.Time:
		return parquet.Timestamp(parquet.Nanosecond)
	}
	return parquet.Int(64)
}
