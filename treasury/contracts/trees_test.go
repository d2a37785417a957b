package contracts

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName = regexp.MustCompile(`function test(?:Fuzz)?_(\w+)\(`)
	// leaf is the right column of a .tree: names of tests, cut off with … where they are long.
	leaf = regexp.MustCompile(`\b[a-z]\w*[A-Z]\w*…?|\b\w+…`)
)

// Every test in a tree exists, and every test is in a tree, so that the trees say what is tested.
func TestTrees(t *testing.T) {
	var names []string
	inTree := map[string]bool{}
	files, err := filepath.Glob("test/*.t.sol")
	if err != nil || len(files) == 0 {
		t.Fatal("no tests found", err)
	}
	for _, file := range files {
		for _, m := range testName.FindAllStringSubmatch(read(t, file), -1) {
			names = append(names, m[1])
		}
	}
	trees, err := filepath.Glob("test/*.tree")
	if err != nil || len(trees) == 0 {
		t.Fatal("no trees found", err)
	}
	for _, file := range trees {
		for line := range strings.Lines(read(t, file)) {
			if !strings.Contains(line, "──") {
				continue
			}
			column := []rune(strings.TrimRight(line, "\n"))
			if len(column) < 90 {
				continue
			}
			for _, want := range leaf.FindAllString(string(column[90:]), -1) {
				stem, cut := strings.CutSuffix(want, "…")
				found := false
				for _, name := range names {
					if name == stem || cut && strings.HasPrefix(name, stem) {
						found, inTree[name] = true, true
					}
				}
				if !found {
					t.Errorf("%s: there is no test %s", file, want)
				}
			}
		}
	}
	for _, name := range names {
		if !inTree[name] && !strings.HasPrefix(name, "gas") && name != "goAgrees" && name != "everyLeafProves" {
			t.Errorf("test %s is in no tree: say there what it shows", name)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
