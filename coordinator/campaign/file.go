package campaign

import (
	"bytes"
	"encoding/json"
	"fmt"

	"sigs.k8s.io/yaml"
)

// What a campaign file says it is.
const (
	FileVersion = "quire/v1"
	FileKind    = "Campaign"
	// FileBytesMax bounds a campaign file.
	FileBytesMax = 1 << 20
)

// File is what an organiser writes: a spec without its data, and the treasury's terms, which belong to the treasury.
//
//	apiVersion: quire/v1
//	kind: Campaign
//	metadata: {name: opticks}
//	spec: …
//	terms: …
type File struct {
	APIVersion string          `json:"apiVersion"`
	Kind       string          `json:"kind"`
	Metadata   Metadata        `json:"metadata"`
	Spec       Spec            `json:"spec"`
	Terms      json.RawMessage `json:"terms"` // see package treasury/terms
}

// Metadata names the campaign.
type Metadata struct {
	Name string `json:"name"`
}

// ParseFile reads a campaign file in YAML. The spec it returns has its version and name but no data yet: complete it,
// then Validate it. Unknown fields are refused, with their name.
func ParseFile(b []byte) (File, error) {
	if len(b) > FileBytesMax {
		return File{}, fmt.Errorf("%w: campaign file is larger than %d bytes", ErrSpec, FileBytesMax)
	}
	plain, err := yaml.YAMLToJSONStrict(b)
	if err != nil {
		return File{}, fmt.Errorf("%w: campaign file: %w", ErrSpec, err)
	}
	var f File
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("%w: campaign file: %w", ErrSpec, err)
	}
	switch {
	case f.APIVersion != FileVersion || f.Kind != FileKind:
		return f, fmt.Errorf("%w: campaign file is %.40q %.40q, want apiVersion %q and kind %q", ErrSpec, f.APIVersion, f.Kind, FileVersion, FileKind)
	case f.Spec.Name != "" || f.Spec.Version != 0:
		return f, fmt.Errorf("%w: spec.name and spec.version are set by metadata.name and apiVersion: leave them out", ErrSpec)
	case f.Spec.Data.Tokens != 0 || len(f.Spec.Data.Shards) != 0:
		return f, fmt.Errorf("%w: spec.data is made from the text by `coordinator campaign prepare`: leave it out", ErrSpec)
	}
	f.Spec.Name, f.Spec.Version = f.Metadata.Name, SpecVersion
	return f, nil
}
