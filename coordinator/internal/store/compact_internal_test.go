package store

import "testing"

func TestWhichMemberIsDefragmented(t *testing.T) {
	const mb = 1 << 20
	for name, c := range map[string]struct {
		members []member
		want    string
	}{
		"none":                       {nil, ""},
		"nothing free":               {[]member{{"a", 900 * mb, 800 * mb, false}}, ""},
		"free, but less than half":   {[]member{{"a", 900 * mb, 500 * mb, true}}, ""},
		"too little":                 {[]member{{"a", 60 * mb, 1 * mb, true}}, ""},
		"a lone one":                 {[]member{{"a", 900 * mb, 100 * mb, true}}, "a"},
		"a lone one that takes long": {[]member{{"a", 900 * mb, 200 * mb, true}}, ""},
		"most first":                 {[]member{{"a", 900 * mb, 200 * mb, false}, {"b", 990 * mb, 200 * mb, false}, {"c", 300 * mb, 200 * mb, true}}, "b"},
		"the leader last":            {[]member{{"a", 990 * mb, 200 * mb, true}, {"b", 900 * mb, 200 * mb, false}}, "b"},
		"the leader at last":         {[]member{{"a", 990 * mb, 200 * mb, true}, {"b", 200 * mb, 200 * mb, false}}, "a"},
	} {
		m, ok := fragmented(c.members, defragFreeMin)
		if m.endpoint != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q (%t), want %q", name, m.endpoint, ok, c.want)
		}
	}
}

// TidyFor makes Tidy defragment for less.
func (h *Housekeeper) TidyFor(t *testing.T, freeMin int64) Tidied {
	t.Helper()
	done, err := h.tidy(t.Context(), freeMin)
	if err != nil {
		t.Fatal(err)
	}
	return done
}
