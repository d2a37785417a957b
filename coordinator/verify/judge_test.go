package verify_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/verify"
	"quire/proto/canon"
)

// claims makes a claim of each letter, by a node and an owner of its own: equal letters are equal answers. A capital is
// the output of its small letter after other states on the way.
func claims(answers string) []verify.Claim {
	var all []verify.Claim
	for i, letter := range answers {
		steps, output := letter, letter
		if letter < 'a' {
			output += 'a' - 'A'
		}
		all = append(all, verify.Claim{
			Seq: int64(i + 1), Node: common.Address{1, byte(i)}, Owner: common.Address{2, byte(i)},
			Output: answer(output), Steps: canon.Sum(fmt.Appendf(nil, "steps to %c", steps)),
		})
	}
	return all
}

func answer(letter rune) canon.Digest { return canon.Sum(fmt.Appendf(nil, "answer %c", letter)) }

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers string
		copies  int
		settled bool
		checked bool
		output  rune
		wrong   []int
	}{
		{"one is enough", "x", 1, true, false, 'x', nil},
		{"one, and another is wanted", "x", 2, false, false, 'x', nil},
		{"two agree", "xx", 2, true, true, 'x', nil},
		{"two agree, and a third is wanted", "xx", 3, false, true, 'x', nil},
		{"two differ", "xy", 2, false, false, 'x', nil},
		{"two differ though only one was wanted", "xy", 1, false, false, 'x', nil},
		{"the third was right like the first", "xyx", 2, true, true, 'x', []int{1}},
		{"the third was right like the second", "xyy", 2, true, true, 'y', []int{0}},
		{"three differ", "xyz", 2, false, false, 'x', nil},
		{"the fourth decides between three", "xyzz", 2, true, true, 'z', []int{0, 1}},
		{"two against two", "xyxy", 2, false, false, 'x', nil},
		{"two against two, in another order", "xxyy", 2, false, false, 'x', nil},
		{"two against two beside a third answer", "xyzzy", 2, false, false, 'x', nil},
		{"the fifth decides between two and two", "xyxyy", 2, true, true, 'y', []int{0, 2}},
		{"a majority that flips", "xxyyy", 2, true, true, 'y', []int{0, 1}},
		{"the same output after other states", "xX", 2, false, false, 'x', nil},
		{"the states are judged like outputs", "xXX", 2, true, true, 'x', []int{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := verify.Judge(claims(c.answers), c.copies)
			if v.Settled != c.settled || v.Checked != c.checked || v.Output != answer(c.output) || !slices.Equal(v.Wrong, c.wrong) {
				t.Fatalf("settled %v, checked %v, wrong %v, output %s, want %v, %v, %v, %c", v.Settled, v.Checked, v.Wrong, v.Output.Short(), c.settled, c.checked, c.wrong, c.output)
			}
		})
	}
}

// Whatever the order of the claims: what is settled on a dispute is what most say, and nobody of the majority is wrong.
func TestVerdictDoesNotDependOnOrder(t *testing.T) {
	for n := range 3 * 3 * 3 * 3 * 3 {
		var answers []byte
		counts := map[byte]int{}
		for range 5 {
			letter := byte('x' + n%3)
			answers, n = append(answers, letter), n/3
			counts[letter]++
		}
		sizes := []int{0}
		for _, c := range counts {
			sizes = append(sizes, c)
		}
		slices.Sort(sizes)
		most, second := sizes[len(sizes)-1], sizes[len(sizes)-2]
		v := verify.Judge(claims(string(answers)), 2)
		if want := most > second; v.Settled != want || v.Checked != want {
			t.Fatalf("%s: settled %v, checked %v", answers, v.Settled, v.Checked)
		}
		for i, letter := range answers {
			if wrong := slices.Contains(v.Wrong, i); wrong != (v.Settled && counts[letter] < most) {
				t.Fatalf("%s: claim %d is wrong: %v", answers, i, wrong)
			}
		}
		if v.Settled && len(v.Wrong) != 5-most {
			t.Fatalf("%s: wrong %v", answers, v.Wrong)
		}
	}
}

func TestNobodyConfirmsHimself(t *testing.T) {
	all := claims("xy")
	for _, c := range []struct {
		name        string
		node, owner common.Address
		held        bool
	}{
		{"the same node", all[1].Node, common.Address{9}, true},
		{"another node of the same owner", common.Address{9}, all[0].Owner, true},
		{"another owner", common.Address{9}, common.Address{9}, false},
		{"without an owner", common.Address{9}, common.Address{}, false},
		{"a node without an owner again", all[0].Node, common.Address{}, true},
	} {
		if got := verify.Held(all, c.node, c.owner); got != c.held {
			t.Errorf("%s: held is %v", c.name, got)
		}
	}
	all[0].Owner = common.Address{}
	if verify.Held(all, common.Address{9}, common.Address{}) {
		t.Error("in a campaign that pays nobody all nodes have one owner")
	}
}
