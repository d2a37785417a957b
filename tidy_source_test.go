package quire

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// module is the beginning of the import path of every package of ours.
const module = "quire/"

// source is one text file of the repository.
type source struct {
	path      string // from the root, with slashes
	text      []string
	lines     int
	generated bool

	// Go only; syntax is nil for other files.
	syntax   *ast.File
	set      *token.FileSet
	test     bool
	imported map[string]string // import path → where
	names    map[string]string // name in this file → import path
}

// goPackage is the files of a folder without its tests.
type goPackage struct {
	folder, name string
	files        []*source
}

func (f *source) line(p token.Pos) int { return f.set.Position(p).Line }

func (f *source) at(n ast.Node) string { return f.path + ":" + strconv.Itoa(f.line(n.Pos())) }

func (p *goPackage) generated() bool {
	return !slices.ContainsFunc(p.files, func(f *source) bool { return !f.generated })
}

// readFiles returns the text files that are committed, or new and not ignored, of this module.
func readFiles(t *testing.T) []*source {
	t.Helper()
	files, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var sources = sync.OnceValues(func() ([]*source, error) {
	out, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return nil, err
	}
	var files []*source
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		raw, err := os.ReadFile(name)
		if os.IsNotExist(err) { // deleted and not committed yet
			continue
		}
		if err != nil {
			return nil, err
		}
		if bytes.IndexByte(raw, 0) >= 0 { // not text
			continue
		}
		f, err := parse(name, raw)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
})

func parse(name string, raw []byte) (*source, error) {
	f := &source{path: name, text: strings.Split(string(raw), "\n"), lines: bytes.Count(raw, []byte("\n"))}
	f.generated = path.Base(name) == "package-lock.json"
	if path.Ext(name) != ".go" {
		return f, nil
	}
	var err error
	f.set, f.test = token.NewFileSet(), strings.HasSuffix(name, "_test.go")
	if f.syntax, err = parser.ParseFile(f.set, name, raw, parser.ParseComments); err != nil {
		return nil, err
	}
	f.generated = ast.IsGenerated(f.syntax)
	f.imported, f.names = map[string]string{}, map[string]string{}
	for _, i := range f.syntax.Imports {
		full, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		f.imported[full] = f.at(i)
		switch {
		case i.Name != nil:
			f.names[i.Name.Name] = full
		case path.Base(full) == "v2":
			f.names[path.Base(path.Dir(full))] = full
		default:
			f.names[path.Base(full)] = full
		}
	}
	return f, nil
}

// readPackages returns the packages of the main module in the order of their folders.
func readPackages(t *testing.T) []*goPackage {
	t.Helper()
	byFolder := map[string]*goPackage{}
	var list []*goPackage
	for _, f := range readFiles(t) {
		folder := path.Dir(f.path)
		if f.syntax == nil || f.test || folder == "." || within(folder, "charts") { // charts/check is a module of its own
			continue
		}
		p := byFolder[folder]
		if p == nil {
			p = &goPackage{folder: folder, name: f.syntax.Name.Name}
			byFolder[folder] = p
			list = append(list, p)
		}
		p.files = append(p.files, f)
	}
	if len(list) == 0 {
		t.Fatal("no Go packages found: is this the root of the repository?")
	}
	return list
}

// reach returns every package of ours that p imports, directly or through others, with the place of one such import.
func reach(packages []*goPackage, p *goPackage) map[string]string {
	reached := map[string]string{}
	for todo := []*goPackage{p}; len(todo) > 0; todo = todo[1:] {
		for _, f := range todo[0].files {
			for name, at := range f.imported {
				folder, ours := strings.CutPrefix(name, module)
				if !ours || reached[folder] != "" {
					continue
				}
				reached[folder] = at
				if i := slices.IndexFunc(packages, func(q *goPackage) bool { return q.folder == folder }); i >= 0 {
					todo = append(todo, packages[i])
				}
			}
		}
	}
	return reached
}
