package bucket

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/cnwire/cnwire/analysis/export"
)

// dataset is what all runs into an output have in common.
type dataset struct{ Buckets int }

// Settle writes down in how many buckets an output is, or holds it against what stands
// there: a host that moved to another bucket would be there twice.
func Settle(ctx context.Context, out string, buckets int) error {
	there, err := list(ctx, out+"/_fleet", "dataset.json")
	if err != nil {
		return err
	}
	place := out + "/_fleet/dataset.json"
	if len(there) == 0 {
		for _, k := range export.Kinds() {
			if err := empty(ctx, out, k); err != nil {
				return err
			}
		}
		text, err := json.Marshal(dataset{buckets})
		if err != nil {
			return err
		}
		return put(ctx, place, text)
	}
	text, err := get(ctx, place)
	if err != nil {
		return err
	}
	var d dataset
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("%s: %w", place, err)
	}
	if d.Buckets != buckets {
		return fmt.Errorf("%s is in %d buckets, not in %d: hosts would move to others, and be there twice; name --buckets %d, or another --output", out, d.Buckets, buckets, d.Buckets)
	}
	return nil
}

// empty writes a file of a table without a row: engines find the table, and its columns,
// also where nothing was lost and nobody asked for anything.
func empty(ctx context.Context, out string, k export.Kind) error {
	f, err := create(ctx, fmt.Sprintf("%s/%s/date=__HIVE_DEFAULT_PARTITION__/bucket=000/empty.parquet", out, k))
	if err != nil {
		return err
	}
	defer f.Abandon()
	rows, err := export.NewParquet(f, k)
	if err != nil {
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if err := f.Finish(); err != nil {
		return err
	}
	return f.Rename()
}
