package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every bug can still be planted.
func TestEveryBugFitsTheSource(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range mutants {
		source, err := os.ReadFile(filepath.Join("..", "src", m.file))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.into(source); err != nil {
			t.Errorf("%s: %v", m.bug, err)
		}
		if seen[m.bug] || m.invariant == "" || m.old == m.new {
			t.Errorf("%q is there twice, or changes nothing, or names no invariant", m.bug)
		}
		seen[m.bug] = true
	}
}

// Every text of the invariant suite is an invariant, and some planted bug breaks it.
func TestEveryInvariantHasABug(t *testing.T) {
	files, err := filepath.Glob("../test/invariant/*.sol")
	if err != nil || len(files) == 0 {
		t.Fatalf("no invariants: %v", err)
	}
	caught := map[string]bool{}
	for _, m := range mutants {
		caught[m.invariant] = true
	}
	// A claim that pays twice is paid with what others are owed, so they are found to be kept in before.
	caught["no more is claimed than earned"] = true
	texts := []string{"holds what it owes", "pledges accounted for"} // of Kit.balanced
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`, "([^"]+)"\)`).FindAllStringSubmatch(string(source), -1) {
			texts = append(texts, found[1])
		}
	}
	if len(texts) < 30 {
		t.Fatalf("only %d invariants found: has their form changed?", len(texts))
	}
	for _, text := range texts {
		if !caught[text] && !strings.HasPrefix(text, "hevm") {
			t.Errorf("no planted bug is meant to break %q", text)
		}
	}
}
