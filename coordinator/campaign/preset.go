package campaign

import (
	"fmt"
	"strings"
)

// presets are models of sizes that train well, smallest first. Widths are multiples of 64 and heads have 32 or 64
// channels, which the kernels like.
var presets = []struct {
	name  string
	model Model
}{
	// A byte model for a first try: a few minutes on two cores.
	{"0.84m", Model{FamilyLlama, 256, 128, 128, 4, 4, 4, 352, true, 10000}},
	// A small model for a few evenings; give it a larger vocab with a tokenizer of its own.
	{"11m", Model{FamilyLlama, 512, 256, 384, 6, 6, 6, 1024, true, 10000}},
	// The size of GPT-2 small.
	{"124m", Model{FamilyLlama, 50304, 1024, 768, 12, 12, 12, 2048, true, 10000}},
	// The size of GPT-2 medium, with grouped-query attention.
	{"350m", Model{FamilyLlama, 50304, 1024, 1024, 24, 16, 8, 2816, true, 10000}},
	// The shape of TinyLlama.
	{"1.1b", Model{FamilyLlama, 32000, 2048, 2048, 22, 32, 4, 5632, false, 10000}},
}

// Preset returns a model by name.
func Preset(name string) (Model, error) {
	var names []string
	for _, p := range presets {
		if p.name == name {
			return p.model, nil
		}
		names = append(names, p.name)
	}
	return Model{}, fmt.Errorf("model.preset %.40q is unknown, want one of %s", name, strings.Join(names, ", "))
}

// Presets returns the names of all presets, smallest first.
func Presets() []string {
	var names []string
	for _, p := range presets {
		names = append(names, p.name)
	}
	return names
}
