package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestFlags: what the chart tells a program is something that the program knows. Coordinators are told by environment,
// where an unknown name would be ignored in silence.
func TestFlags(t *testing.T) {
	coordinator, treasury := flagsOf(t, "../../coordinator"), flagsOf(t, "../../treasury")
	every(t, func(t *testing.T, r *release) {
		for name, pod := range r.pods() {
			c := pod.Spec.Containers[0]
			for _, e := range c.Env {
				variable, ours := strings.CutPrefix(e.Name, "QUIRE_")
				if flag := strings.ToLower(strings.ReplaceAll(variable, "_", "-")); ours && !coordinator[flag] {
					t.Errorf("%s: %s is set, but coordinator serve has no flag --%s", name, e.Name, flag)
				}
			}
			for _, a := range c.Args {
				if flag, ok := strings.CutPrefix(a, "--"); ok && !treasury[flag] {
					t.Errorf("%s: treasury settle has no flag %s", name, a)
				}
			}
		}
	})
}

// flagsOf reads the flags of a program from its source: the names given to f.StringVar and its like.
func flagsOf(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	flags := map[string]bool{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !strings.HasSuffix(method.Sel.Name, "Var") && !strings.HasSuffix(method.Sel.Name, "VarP") {
				return true
			}
			if name, ok := call.Args[1].(*ast.BasicLit); ok && name.Kind == token.STRING {
				if flag, err := strconv.Unquote(name.Value); err == nil {
					flags[flag] = true
				}
			}
			return true
		})
	}
	if len(flags) < 5 {
		t.Fatalf("only %d flags found in %s", len(flags), dir)
	}
	return flags
}
