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

// File is what an organiser writes: a spec without its data, whose model may name a preset (`model: {preset: 124m}`), and the treasury's terms, which belong to the treasury.
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

// decodeFile reads JSON. A model may start from a preset, whose sizes stand unless the file gives others.
func decodeFile(plain []byte) (File, error) {
	var named struct {
		Spec struct {
			Model struct {
				Preset string `json:"preset"`
			} `json:"model"`
		} `json:"spec"`
	}
	if err := json.Unmarshal(plain, &named); err != nil {
		return File{}, err
	}
	type model struct {
		Preset string `json:"preset"`
		Model
	}
	var f struct {
		File
		Spec struct {
			Spec
			Model model `json:"model"`
		} `json:"spec"`
	}
	if name := named.Spec.Model.Preset; name != "" {
		m, err := Preset(name)
		if err != nil {
			return File{}, err
		}
		f.Spec.Model.Model = m
	}
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields()
	err := d.Decode(&f)
	f.File.Spec = f.Spec.Spec
	f.File.Spec.Model = f.Spec.Model.Model
	return f.File, err
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
	f, err := decodeFile(plain)
	if err != nil {
		return f, fmt.Errorf("%w: campaign file: %w", ErrSpec, err)
	}
	switch {
	case f.APIVersion != FileVersion || f.Kind != FileKind:
		return f, fmt.Errorf("%w: campaign file is %.40q %.40q, want apiVersion %q and kind %q", ErrSpec, f.APIVersion, f.Kind, FileVersion, FileKind)
	case f.Spec.Name != "" || f.Spec.Version != 0:
		return f, fmt.Errorf("%w: spec.name and spec.version are set by metadata.name and apiVersion: leave them out", ErrSpec)
	case f.Spec.Data.isSet() || len(f.Spec.Initial) != 0:
		return f, fmt.Errorf("%w: spec.data and spec.initial are set by `coordinator campaign prepare`: leave them out", ErrSpec)
	}
	f.Spec.Name, f.Spec.Version = f.Metadata.Name, SpecVersion
	return f, nil
}
