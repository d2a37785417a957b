package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v4/pkg/chart/common"
	chartutil "helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

const chartDir = "../quire"

// errSchema is wrapped by the schema's complaints about values.
var errSchema = errors.New("values are refused")

// kinds are what the chart may make, each with a new value of its type.
var kinds = map[string]func() meta.Object{
	"apps/v1 Deployment":                     func() meta.Object { return new(apps.Deployment) },
	"apps/v1 StatefulSet":                    func() meta.Object { return new(apps.StatefulSet) },
	"gateway.networking.k8s.io/v1 HTTPRoute": func() meta.Object { return new(gateway.HTTPRoute) },
	"networking.k8s.io/v1 Ingress":           func() meta.Object { return new(networking.Ingress) },
	"networking.k8s.io/v1 NetworkPolicy":     func() meta.Object { return new(networking.NetworkPolicy) },
	"policy/v1 PodDisruptionBudget":          func() meta.Object { return new(policy.PodDisruptionBudget) },
	"v1 ConfigMap":                           func() meta.Object { return new(core.ConfigMap) },
	"v1 Service":                             func() meta.Object { return new(core.Service) },
	"v1 ServiceAccount":                      func() meta.Object { return new(core.ServiceAccount) },
}

// release is what one set of values makes.
type release struct {
	objects []meta.Object
	kinds   []string // "Deployment name", sorted
	notes   string
	text    string // all of it, in a fixed order
}

// render makes the chart's objects from one file of values, or from values given as YAML.
func render(values []byte) (*release, error) {
	chart, err := loader.Load(chartDir)
	if err != nil {
		return nil, err
	}
	given, err := loader.LoadValues(strings.NewReader(string(values)))
	if err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: "rel", Namespace: "training", Revision: 1, IsInstall: true}
	all, err := chartutil.ToRenderValues(chart, given, options, common.DefaultCapabilities)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSchema, err)
	}
	files, err := engine.Engine{}.RenderWithContext(context.Background(), chart, all)
	if err != nil {
		return nil, err
	}
	return decode(files)
}

func decode(files map[string]string) (*release, error) {
	r := &release{}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		text := files[name]
		r.text += text
		if strings.HasSuffix(name, "NOTES.txt") {
			r.notes = text
			continue
		}
		for document := range strings.SplitSeq("\n"+text, "\n---\n") {
			if err := r.add(document); err != nil {
				return nil, fmt.Errorf("%s: %w\n%s", name, err, document)
			}
		}
	}
	slices.Sort(r.kinds)
	return r, nil
}

// add decodes one document; a field that its type does not have is an error, and so is one that is given twice.
func (r *release) add(document string) error {
	var head meta.TypeMeta
	if err := yaml.Unmarshal([]byte(document), &head); err != nil {
		return err
	}
	if head.Kind == "" {
		if strings.Trim(document, " \n-") == "" {
			return nil
		}
		return errors.New("a document without kind")
	}
	object := kinds[head.APIVersion+" "+head.Kind]
	if object == nil {
		return fmt.Errorf("the chart may not make %s %s: add it to kinds if it should", head.APIVersion, head.Kind)
	}
	o := object()
	if err := yaml.UnmarshalStrict([]byte(document), o); err != nil {
		return err
	}
	r.objects = append(r.objects, o)
	r.kinds = append(r.kinds, head.Kind+" "+o.GetName())
	return nil
}

// every calls f for each file of ../quire/ci.
func every(t *testing.T, f func(t *testing.T, r *release)) {
	files, err := filepath.Glob(filepath.Join(chartDir, "ci", "*.yaml"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files of values: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			values, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := render(values)
			if err != nil {
				t.Fatal(err)
			}
			f(t, r)
		})
	}
}

// pods returns the pod templates of a release by the names of their owners.
func (r *release) pods() map[string]core.PodTemplateSpec {
	all := map[string]core.PodTemplateSpec{}
	for _, o := range r.objects {
		switch o := o.(type) {
		case *apps.Deployment:
			all[o.Name] = o.Spec.Template
		case *apps.StatefulSet:
			all[o.Name] = o.Spec.Template
		}
	}
	return all
}
