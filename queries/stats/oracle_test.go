package stats_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
)

// question is one input for testdata/oracle.py and what is to be held against
// its answer.
type question struct {
	ask   map[string]any
	check func(*testing.T, answer)
}

// answer is the union of what the script answers. A number that does not exist
// is null there and NaN in these methods.
type answer struct {
	list  []*float64
	named map[string]json.RawMessage
}

func (a *answer) UnmarshalJSON(b []byte) error {
	if b[0] == '[' {
		return json.Unmarshal(b, &a.list)
	}
	return json.Unmarshal(b, &a.named)
}

func orNaN(p *float64) float64 {
	if p == nil {
		return math.NaN()
	}
	return *p
}

func (a answer) at(i int) float64 { return orNaN(a.list[i]) }

func (a answer) number(t *testing.T, name string) float64 {
	var p *float64
	a.read(t, name, &p)
	return orNaN(p)
}

func (a answer) numbers(t *testing.T, name string) []float64 {
	var p []*float64
	a.read(t, name, &p)
	out := make([]float64, len(p))
	for i := range p {
		out[i] = orNaN(p[i])
	}
	return out
}

func (a answer) read(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.Unmarshal(a.named[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// close holds two numbers to the tolerance, relative where they are above 1; NaN
// agrees with NaN alone.
func agree(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) && math.IsNaN(want) {
		return
	}
	if !(math.Abs(got-want) <= within*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.15g, the other implementation %.15g", what, got, want)
	}
}

const tight = 1e-9

// Each statistic agrees with an implementation that shares no code with it, on
// random data: scipy, statsmodels and lifelines, or where they do not have it numpy code
// written from the source (see testdata/oracle.py).
func TestOracle(t *testing.T) {
	python := pythonWithPackages(t)
	rng := rand.New(rand.NewPCG(2026, 331))
	var all []question
	for _, make := range []func(*rand.Rand) []question{
		shareQuestions, pairQuestions, survivalQuestions, forecastQuestions, chartQuestions, funnelQuestions, kappaQuestions,
	} {
		all = append(all, make(rng)...)
	}
	for i, a := range ask(t, python, all) {
		asked, _ := json.Marshal(all[i].ask)
		t.Run(all[i].ask["stat"].(string), func(t *testing.T) {
			all[i].check(t, a)
			if t.Failed() {
				t.Logf("asked %s", asked)
			}
		})
	}
}

func ask(t *testing.T, python string, all []question) []answer {
	t.Helper()
	var in []map[string]any
	for _, q := range all {
		in = append(in, q.ask)
	}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/oracle.py")
	cmd.Stdin = bytes.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(all) || len(all) == 0 {
		t.Fatalf("%d answers to %d questions", len(answers), len(all))
	}
	return answers
}

// pythonWithPackages finds the interpreter that .ci/run makes (its path in
// PROCEEDINGS_PYTHON), or python3. Without the packages the test is skipped, unless all
// tests are asked for.
func pythonWithPackages(t *testing.T) string {
	t.Helper()
	python := os.Getenv("PROCEEDINGS_PYTHON")
	if python == "" {
		python = "python3"
	}
	out, err := exec.Command(python, "-c", "import lifelines, scipy, statsmodels").CombinedOutput()
	if err == nil {
		return python
	}
	const remedy = "install queries/stats/testdata/requirements.txt, or set PROCEEDINGS_PYTHON to the interpreter of .ci/python"
	if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		t.Fatalf("%s with lifelines, scipy and statsmodels is needed: %v\n%s\n%s", python, err, out, remedy)
	}
	t.Skipf("no %s with lifelines, scipy and statsmodels: %s", python, remedy)
	return ""
}
