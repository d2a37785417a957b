package quire

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// These tests read the source and hold it to the rules of the house. Nothing here knows what the code does. The tables
// are the rules; the loops below them only apply them. A rule that must be broken gets a line in exempt, with its reason.

const (
	fileLinesMax     = 500
	functionLinesMax = 70

	// productionLinesMax is the line budget: Go code that is neither test nor generated. Raise it in a change of its own
	// that says what the lines buy; deleting code lets it be lowered.
	productionLinesMax = 48_000
)

// exempt lists what may break a rule: the rule's name, then the file, or "file name-of-the-function".
var exempt = map[string]map[string]string{
	"file size":     {},
	"function size": {},
	"absolute path": {
		"tidy_test.go": "it names what it forbids",
	},
}

// room says what the packages of a folder may import of ours, directly or through others.
type room struct {
	in  string
	may []string // packages, each with everything below it
	why string
}

// rooms of the repository. Folders that are not listed, like demo, may import anything.
var rooms = []room{
	{in: "kernels", may: []string{"kernels"}, why: "arithmetic knows nothing of campaigns"},
	{in: "proto", may: []string{"proto"}, why: "messages are what everybody shares"},
	{in: "internal", may: []string{"internal", "proto"}, why: "shared by the three programs"},
	{in: "coordinator", may: []string{"coordinator", "internal", "proto", "treasury/reward", "treasury/merkle"}, why: "the control plane computes no gradients and needs no cgo"},
	{in: "treasury", may: []string{"treasury", "internal", "proto", "coordinator/campaign", "coordinator/ledger", "coordinator/round", "coordinator/verify"}, why: "money needs the rules of pay, not the machine that applies them"},
	{in: "trainer", may: []string{"trainer", "internal", "proto", "kernels", "coordinator/campaign", "coordinator/ledger", "coordinator/round", "coordinator/tokenizer", "coordinator/verify", "treasury/reward", "treasury/merkle", "treasury/contracts/bindings"}, why: "a trainer knows the rules of a round, and computes"},
}

// Under these folders everything visible is pure: no input or output, no clock, no randomness that was not passed in, no
// goroutines. What touches the world is in an internal folder or in a main package.
var pureFolders = []string{"coordinator", "trainer", "treasury"}

// pureImports is all that pure code may import of others; with a slash at the end, everything below.
var pureImports = []string{
	"bytes", "cmp", "container/heap", "crypto/sha256", "encoding/", "errors", "fmt", "hash/", "io", "iter", "maps", "math", "math/big", "math/bits",
	"math/rand/v2", "regexp", "slices", "sort", "strconv", "strings", "time", "unicode", "unicode/",
	"github.com/ethereum/go-ethereum/common", // addresses and hashes
	"gonum.org/v1/gonum/stat/distuv",         // distributions
	"github.com/ethereum/go-ethereum/crypto", // keccak and signatures
	"sigs.k8s.io/yaml",                       // campaign files
}

// pureCalls are functions of those packages that pure code may not name, because they ask the clock or the system.
var pureCalls = map[string]*regexp.Regexp{
	"time":                                   regexp.MustCompile(`^(Now|Since|Until|Sleep|After|AfterFunc|Tick|NewTimer|NewTicker|Local|LoadLocation)$`),
	"math/rand/v2":                           regexp.MustCompile(`^(Int|Int32|Int64|Uint|Uint32|Uint64|Float32|Float64|N|IntN|Int32N|Int64N|UintN|Uint32N|Uint64N|ExpFloat64|NormFloat64|Perm|Shuffle)$`),
	"github.com/ethereum/go-ethereum/crypto": regexp.MustCompile(`^(GenerateKey|LoadECDSA|SaveECDSA)$`),
}

// vagueName matches names of files, folders and packages that say nothing about what is inside.
var vagueName = regexp.MustCompile(`(?i)^(utils?|commons?|helpers?|managers?|misc|types|shared|base)(_test)?$`)

// todo matches a reminder; one that names its issue is fine.
var (
	todo     = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)
	todoGood = regexp.MustCompile(`\bTODO\(#\d+\): \S`)
)

// absolutePath matches places that exist on one machine only.
var absolutePath = regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/(work|root|home/\w+|Users/\w+|tmp/(wt|bash_jobs)[\w.]*)/`)

func TestImports(t *testing.T) {
	packages := readPackages(t)
	for _, p := range packages {
		i := slices.IndexFunc(rooms, func(r room) bool { return within(p.folder, r.in) })
		if i < 0 {
			continue
		}
		for to, from := range reach(packages, p) {
			if r := rooms[i]; !slices.ContainsFunc(r.may, func(ok string) bool { return within(to, ok) }) {
				t.Errorf("%s imports %s (in %s); %s may use %q of ours: %s", p.folder, to, from, r.in, r.may, r.why)
			}
		}
	}
}

func TestPure(t *testing.T) {
	for _, p := range readPackages(t) {
		for _, f := range p.files {
			if !isPure(p) {
				if f.imported["C"] != "" && !within(p.folder, "kernels") {
					t.Errorf("%s: cgo is for kernels", f.path)
				}
				continue
			}
			for name, at := range f.imported {
				if ours, ok := strings.CutPrefix(name, module); ok {
					if isInternal(ours) {
						t.Errorf("%s: %s is visible, so it is pure and may not import %s: move what touches the world into internal", at, p.folder, name)
					}
				} else if !slices.ContainsFunc(pureImports, func(ok string) bool { return name == ok || strings.HasSuffix(ok, "/") && strings.HasPrefix(name, ok) }) {
					t.Errorf("%s: %s is visible, so it is pure and may not import %s: pass in what it needs", at, p.folder, name)
				}
			}
			checkPureCode(t, f)
		}
	}
}

// checkPureCode looks for clocks, dice and goroutines.
func checkPureCode(t *testing.T, f *source) {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: pure code starts no goroutine", f.at(n))
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Obj == nil {
				if bad := pureCalls[f.names[x.Name]]; bad != nil && bad.MatchString(n.Sel.Name) {
					t.Errorf("%s: pure code may not use %s.%s: let the caller pass it in", f.at(n), x.Name, n.Sel.Name)
				}
			}
		}
		return true
	})
}

func TestSizes(t *testing.T) {
	for _, f := range readFiles(t) {
		if f.generated || !isCode(f.path) {
			continue
		}
		if f.lines > fileLinesMax && !excused("file size", f.path) {
			t.Errorf("%s has %d lines, at most %d are allowed: it holds more than one idea", f.path, f.lines, fileLinesMax)
		}
		if f.syntax == nil {
			continue
		}
		for _, d := range f.syntax.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || excused("function size", f.path+" "+d.Name.Name) {
				continue
			}
			if n := f.line(d.End()) - f.line(d.Pos()) + 1; n > functionLinesMax {
				t.Errorf("%s: %s has %d lines, at most %d are allowed", f.at(d), d.Name.Name, n, functionLinesMax)
			}
		}
	}
}

func TestLineBudget(t *testing.T) {
	total := 0
	for _, f := range readFiles(t) {
		if f.syntax != nil && !f.generated && !f.test {
			total += f.lines
		}
	}
	t.Logf("%d lines of production Go, budget %d", total, productionLinesMax)
	if total > productionLinesMax {
		t.Errorf("%d lines of production Go, the budget is %d: delete something, or raise it and say why", total, productionLinesMax)
	}
}

func TestPackageComments(t *testing.T) {
	for _, p := range readPackages(t) {
		if p.generated() {
			continue
		}
		var with []string
		for _, f := range p.files {
			if f.syntax.Doc != nil {
				with = append(with, f.path)
				want := "Package " + p.name + " "
				if p.name == "main" {
					want = "Command "
				}
				if text := f.syntax.Doc.Text(); !strings.HasPrefix(text, want) {
					t.Errorf("%s: the package comment begins %.30q, want %q", f.path, text, want)
				}
			}
		}
		if len(with) != 1 {
			t.Errorf("package %s has %d package comments %v, want one: what it is for, and what it is not", p.folder, len(with), with)
		}
	}
}

func TestNames(t *testing.T) {
	for _, f := range readFiles(t) {
		if !isCode(f.path) {
			continue
		}
		for part := range strings.SplitSeq(f.path, "/") {
			if name, _, _ := strings.Cut(part, "."); vagueName.MatchString(name) {
				t.Errorf("%s: %q says nothing: name it for what it holds", f.path, name)
			}
		}
	}
}

func TestReminders(t *testing.T) {
	for _, f := range readFiles(t) {
		if f.path == "tidy_test.go" || !isCode(f.path) || f.generated {
			continue
		}
		for i, line := range f.text {
			if todo.MatchString(line) && !todoGood.MatchString(line) {
				t.Errorf("%s:%d: a reminder names its issue, as in TODO(#123): …: %.80s", f.path, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func TestNoAbsolutePaths(t *testing.T) {
	for _, f := range readFiles(t) {
		if excused("absolute path", f.path) {
			continue
		}
		for i, line := range f.text {
			if m := absolutePath.FindString(line); m != "" {
				t.Errorf("%s:%d: %q exists on one machine only", f.path, i+1, m)
			}
		}
	}
}

// TestExemptions keeps the table honest: whoever repairs a file takes its line out.
func TestExemptions(t *testing.T) {
	for rule, lines := range exempt {
		for what, why := range lines {
			file, _, _ := strings.Cut(what, " ")
			if !slices.ContainsFunc(readFiles(t), func(f *source) bool { return f.path == file }) {
				t.Errorf("%s exempts %s, which does not exist", rule, file)
			}
			if len(why) < 10 {
				t.Errorf("%s exempts %s without a reason", rule, what)
			}
		}
	}
}

func excused(rule, what string) bool { _, ok := exempt[rule][what]; return ok }

func isPure(p *goPackage) bool {
	return p.name != "main" && !p.generated() && !isInternal(p.folder) &&
		slices.ContainsFunc(pureFolders, func(in string) bool { return within(p.folder, in) })
}

func isInternal(folder string) bool { return slices.Contains(strings.Split(folder, "/"), "internal") }

// isCode tells what people write from data, lock files and prose.
func isCode(file string) bool {
	if strings.Contains("/"+file, "/testdata/") {
		return false
	}
	return slices.Contains([]string{".go", ".c", ".h", ".cu", ".sol", ".proto", ".ts", ".tsx", ".mjs", ".css"}, path.Ext(file))
}

// within reports whether folder is in or below it.
func within(folder, in string) bool { return folder == in || strings.HasPrefix(folder, in+"/") }
