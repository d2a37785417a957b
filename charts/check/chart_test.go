package check

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/pod-security-admission/api"
	podsecurity "k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

// TestObjects says what each file of values makes.
func TestObjects(t *testing.T) {
	want := map[string][]string{
		"TestObjects/all-in-one": {"NetworkPolicy rel-quire", "Service rel-quire", "ServiceAccount rel-quire", "StatefulSet rel-quire"},
		"TestObjects/all-in-one-settled": {
			"Deployment rel-quire-settler-opticks", "Service rel-quire", "StatefulSet rel-quire",
		},
		"TestObjects/external": {"Deployment rel-quire", "NetworkPolicy rel-quire", "Service rel-quire", "ServiceAccount rel-quire"},
		"TestObjects/full": {
			"ConfigMap rel-more", "Deployment rel-quire", "Deployment rel-quire-settler-opticks", "Deployment rel-quire-settler-principia",
			"HTTPRoute rel-quire", "Ingress rel-quire", "NetworkPolicy rel-quire", "NetworkPolicy rel-quire-settler",
			"PodDisruptionBudget rel-quire", "Service rel-quire", "ServiceAccount rel-quire",
		},
	}
	every(t, func(t *testing.T, r *release) {
		if !slices.Equal(r.kinds, want[t.Name()]) {
			t.Errorf("it makes %q\nwant %q", r.kinds, want[t.Name()])
		}
		if strings.Contains(r.text, "<no value>") {
			t.Errorf("a value is missing:\n%s", r.text)
		}
		if !strings.Contains(r.notes, "Quire 0.1.0 is installed as rel in training") {
			t.Errorf("notes: %s", r.notes)
		}
		for _, o := range r.objects {
			if problems := validation.IsDNS1123Label(o.GetName()); len(problems) > 0 {
				t.Errorf("name %q: %v", o.GetName(), problems)
			}
		}
	})
}

// TestSameBytes: tools that compare what is wanted with what is there need a chart that says the same thing twice.
func TestSameBytes(t *testing.T) {
	values, err := os.ReadFile(filepath.Join(chartDir, "ci", "full.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	first, err := render(values)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, err := render(values); err != nil || again.text != first.text {
			t.Fatalf("another text from the same values: %v", err)
		}
	}
}

func TestRestricted(t *testing.T) {
	evaluator, err := podsecurity.NewEvaluator(podsecurity.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	every(t, func(t *testing.T, r *release) {
		for name, pod := range r.pods() {
			result := podsecurity.AggregateCheckResults(evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec))
			if !result.Allowed {
				t.Errorf("%s: %s", name, result.ForbiddenDetail())
			}
			if pod.Spec.AutomountServiceAccountToken == nil || *pod.Spec.AutomountServiceAccountToken {
				t.Errorf("%s gets a token of the cluster", name)
			}
			for _, c := range pod.Spec.Containers {
				if s := c.SecurityContext; s == nil || s.ReadOnlyRootFilesystem == nil || !*s.ReadOnlyRootFilesystem {
					t.Errorf("%s: the root file system of %s can be written", name, c.Name)
				}
			}
		}
	})
}

// TestConnected: what refers to something else refers to something that is there.
func TestConnected(t *testing.T) {
	every(t, func(t *testing.T, r *release) {
		pods := r.pods()
		for name, pod := range pods {
			checkMounts(t, name, pod.Spec)
		}
		for _, o := range r.objects {
			switch o := o.(type) {
			case *apps.Deployment:
				selects(t, o, o.Spec.Selector, pods, true)
			case *apps.StatefulSet:
				selects(t, o, o.Spec.Selector, pods, true)
			case *policy.PodDisruptionBudget:
				selects(t, o, o.Spec.Selector, pods, false)
			case *networking.NetworkPolicy:
				selects(t, o, &o.Spec.PodSelector, pods, false)
			case *core.Service:
				selects(t, o, &meta.LabelSelector{MatchLabels: o.Spec.Selector}, pods, false)
				checkPorts(t, o, pods["rel-quire"].Spec)
			}
		}
	})
}

// selects wants the selector of o to match a pod template: its own, or, if it has none, any.
func selects(t *testing.T, o meta.Object, s *meta.LabelSelector, pods map[string]core.PodTemplateSpec, own bool) {
	t.Helper()
	selector, err := meta.LabelSelectorAsSelector(s)
	if err != nil || selector.Empty() {
		t.Fatalf("%s selects everything: %v", o.GetName(), err)
	}
	var matched []string
	for name, pod := range pods {
		if selector.Matches(labels.Set(pod.Labels)) {
			matched = append(matched, name)
		}
	}
	if len(matched) == 0 || own && !slices.Equal(matched, []string{o.GetName()}) {
		t.Errorf("%T %s selects the pods of %q", o, o.GetName(), matched)
	}
}

func checkMounts(t *testing.T, name string, pod core.PodSpec) {
	t.Helper()
	var volumes []string
	for _, v := range pod.Volumes {
		volumes = append(volumes, v.Name)
		if v.Secret != nil && *v.Secret.DefaultMode != 0o400 {
			t.Errorf("%s: secret %s has mode %#o", name, v.Name, *v.Secret.DefaultMode)
		}
	}
	for _, c := range pod.Containers {
		for _, m := range c.VolumeMounts {
			if !slices.Contains(volumes, m.Name) && m.Name != "data" { // data may be a claim's
				t.Errorf("%s mounts %s, which is none of its volumes %q", name, m.Name, volumes)
			}
		}
		var names []string
		for _, e := range c.Env {
			if slices.Contains(names, e.Name) {
				t.Errorf("%s has %s twice", name, e.Name)
			}
			for _, reference := range regexp.MustCompile(`\$\((\w+)\)`).FindAllStringSubmatch(e.Value, -1) {
				if !slices.Contains(names, reference[1]) {
					t.Errorf("%s: %s refers to %s, which is not above it", name, e.Name, reference[1])
				}
			}
			names = append(names, e.Name)
		}
	}
}

func checkPorts(t *testing.T, s *core.Service, pod core.PodSpec) {
	t.Helper()
	for _, p := range s.Spec.Ports {
		if !slices.ContainsFunc(pod.Containers[0].Ports, func(c core.ContainerPort) bool { return c.Name == p.TargetPort.StrVal }) {
			t.Errorf("port %s of the service leads nowhere", p.Name)
		}
	}
}

// TestRefused: values that cannot work are refused before anything is installed, by their name.
func TestRefused(t *testing.T) {
	external, err := os.ReadFile(filepath.Join(chartDir, "ci", "external.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, values, want string }{
		{"nothing", ``, "etcd"},
		{"misspelt", `{mode: allInOne, coordinater: {}}`, "coordinater"},
		{"misspelt below", `{mode: allInOne, ingress: {enable: true}}`, "enable"},
		{"unknown mode", `{mode: cluster}`, "mode"},
		{"two on one volume", `{mode: allInOne, coordinator: {replicas: 2}}`, "replicas"},
		{"all in one with etcd", `{mode: allInOne, etcd: {endpoints: [http://etcd:2379]}}`, "endpoints"},
		{"secret as a value", `{mode: allInOne, s3: {secretKey: hunter2}}`, "secretKey"},
		{"ingress without host", `{mode: allInOne, ingress: {enabled: true}}`, "hosts"},
		{"route without gateway", `{mode: allInOne, httpRoute: {enabled: true}}`, "parentRefs"},
		{"settler without chain", `{mode: allInOne, settler: {campaigns: [{name: a, contract: "0x00000000000000000000000000000000000000c1", keySecret: {name: k}}]}}`, "chain"},
		{"settler without key", `{mode: allInOne, chain: {rpc: "http://c"}, settler: {campaigns: [{name: a, contract: "0x00000000000000000000000000000000000000c1"}]}}`, "keySecret"},
		{"contract is no address", `{mode: allInOne, chain: {rpc: "http://c"}, settler: {campaigns: [{name: a, contract: "0xc1", keySecret: {name: k}}]}}`, "contract"},
		{"no scheme", string(external) + "chain: {rpc: localhost}\n", "rpc"},
		{"tag as digest", `{mode: allInOne, coordinator: {image: {digest: latest}}}`, "digest"},
		{"no port", `{mode: allInOne, coordinator: {service: {port: 0}}}`, "port"},
		{"flag with dashes", `{mode: allInOne, coordinator: {config: {--lease: 5m}}}`, "lease"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := render([]byte(c.values))
			if !errors.Is(err, errSchema) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want the schema's, about %q", err, c.want)
			}
		})
	}
}

// TestSchemaKnowsNoMore: whatever the schema allows has a default, and so a sentence, in values.yaml.
func TestSchemaKnowsNoMore(t *testing.T) {
	var schema struct {
		Properties map[string]struct{ Properties map[string]any }
	}
	values := map[string]any{}
	for file, into := range map[string]any{"values.schema.json": &schema, "values.yaml": &values} {
		text, err := os.ReadFile(filepath.Join(chartDir, file))
		if err == nil {
			err = yaml.Unmarshal(text, into)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	for name, s := range schema.Properties {
		if _, ok := values[name]; !ok {
			t.Errorf("the schema allows %s, which values.yaml does not have", name)
		}
		below, _ := values[name].(map[string]any)
		for field := range s.Properties {
			if _, ok := below[field]; !ok {
				t.Errorf("the schema allows %s.%s, which values.yaml does not have", name, field)
			}
		}
	}
}

// TestValuesAreExplained: the sentence above a value is its documentation.
func TestValuesAreExplained(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(chartDir, "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`^ *([\w-]+): \S`)
	resource := regexp.MustCompile(`^    (requests|limits): \{`)
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if value.MatchString(line) && !resource.MatchString(line) && !strings.HasPrefix(strings.TrimSpace(lines[i-1]), "# ") {
			t.Errorf("values.yaml:%d: %s has no sentence above it", i+1, strings.TrimSpace(line))
		}
	}
}
