package analysis_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// TestTimeFormats has every form, of both resolutions, in a zone other than
// UTC; the times are those around the end of 2023 and one that goes backwards.
func TestTimeFormats(t *testing.T) {
	old := time.Local
	defer func() { time.Local = old }()
	time.Local = must(time.LoadLocation("America/New_York"))(t)
	records := []record{{Sec: 1704085199, Frac: 999999}, {Sec: 1704085200, Frac: 5}, {Sec: 1704085199}}
	for _, c := range []struct {
		form   analysis.TimeFormat
		us, ns string
	}{
		{"a", "23:59:59.999999 00:00:00.000005 23:59:59.000000", "23:59:59.000999999 00:00:00.000000005 23:59:59.000000000"},
		{"ad", "2023-12-31_23:59:59.999999 2024-01-01_00:00:00.000005 2023-12-31_23:59:59.000000", "2023-12-31_23:59:59.000999999 2024-01-01_00:00:00.000000005 2023-12-31_23:59:59.000000000"},
		{"adoy", "2023/365_23:59:59.999999 2024/001_00:00:00.000005 2023/365_23:59:59.000000", "2023/365_23:59:59.000999999 2024/001_00:00:00.000000005 2023/365_23:59:59.000000000"},
		{"u", "04:59:59.999999 05:00:00.000005 04:59:59.000000", "04:59:59.000999999 05:00:00.000000005 04:59:59.000000000"},
		{"ud", "2024-01-01_04:59:59.999999 2024-01-01_05:00:00.000005 2024-01-01_04:59:59.000000", "2024-01-01_04:59:59.000999999 2024-01-01_05:00:00.000000005 2024-01-01_04:59:59.000000000"},
		{"udoy", "2024/001_04:59:59.999999 2024/001_05:00:00.000005 2024/001_04:59:59.000000", "2024/001_04:59:59.000999999 2024/001_05:00:00.000000005 2024/001_04:59:59.000000000"},
		{"e", "1704085199.999999 1704085200.000005 1704085199.000000", "1704085199.000999999 1704085200.000000005 1704085199.000000000"},
		{"r", "0.000000 0.000006 -0.999999", "0.000000000 0.999000006 -0.000999999"},
		{"d", "0.000000 0.000006 -1.000005", "0.000000000 0.999000006 -1.000000005"},
		{"dd", "0.000000 0.000006 -1.000005", "0.000000000 0.999000006 -1.000000005"},
	} {
		for _, nano := range []bool{false, true} {
			var got []string
			for _, f := range read(t, lay(binary.LittleEndian, nano, records...)) {
				got = append(got, strings.ReplaceAll(string(c.form.Append(nil, f)), " ", "_"))
			}
			want := c.us
			if nano {
				want = c.ns
			}
			if got := strings.Join(got, " "); got != want {
				t.Errorf("-t %s: %s, want %s", c.form, got, want)
			}
		}
	}
	for _, form := range analysis.TimeFormats() {
		if got, err := analysis.ParseTimeFormat(string(form)); err != nil || got != form {
			t.Errorf("%s: %s, %v", form, got, err)
		}
	}
	if _, err := analysis.ParseTimeFormat("x"); err == nil || !strings.Contains(err.Error(), "adoy") {
		t.Errorf("x: error %v", err)
	}
}
