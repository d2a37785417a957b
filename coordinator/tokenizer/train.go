package tokenizer

import (
	"container/heap"
	"fmt"
	"slices"
)

// Trainer learns a vocabulary of byte-level BPE: it counts the pre-tokens of a sample of text, then merges the most
// frequent pair of neighbours again and again (Sennrich et al., arXiv 1508.07909), split as GPT-2 splits. The result is a function
// of the text alone, and the file that Hugging Face's trainer makes of it, merge for merge. The zero Trainer is ready.
type Trainer struct {
	counts map[string]int64 // of pre-tokens
}

// frequencyMin is how often a pair must occur to be worth a token.
const frequencyMin = 2

// Add counts a text.
func (t *Trainer) Add(text string) {
	if t.counts == nil {
		t.counts = map[string]int64{}
	}
	patterns[patternGPT2](text, func(piece string) {
		if _, ok := t.counts[piece]; !ok {
			piece = string([]byte(piece)) // the text is not kept
		}
		t.counts[piece]++
	})
}

// vocabMin holds the end of text and all bytes.
const vocabMin = 257

// Train returns a tokenizer of at most size tokens: EndOfText, the bytes, and as many merges as pay.
func (t *Trainer) Train(size int) (*Tokenizer, error) {
	if size < vocabMin {
		return nil, fmt.Errorf("tokenizer: a vocabulary of %d tokens cannot hold the 256 bytes and %s", size, EndOfText)
	}
	l := newLearner(t.counts)
	for len(l.names) < size && l.learn() {
	}
	vocab := make(map[string]int, len(l.names))
	for id, name := range l.names {
		vocab[name] = id
	}
	return Parse(compose(vocab, l.merges, []fileAdded{{ID: 0, Content: EndOfText, Special: true}}))
}

// learner is the state between merges.
type learner struct {
	names  []string // of tokens, as vocabularies spell them
	ids    map[string]int32
	merges [][2]string
	words  []counted
	counts map[pair]int64
	where  map[pair][]int32 // words that have, or once had, the pair; some twice
	queue  pairQueue
}

type counted struct {
	ids   []int32
	times int64
}

func newLearner(counts map[string]int64) *learner {
	l := &learner{ids: map[string]int32{}, counts: map[pair]int64{}, where: map[pair][]int32{}}
	l.name(EndOfText)
	letters := slices.Clone(byteLetters[:])
	slices.Sort(letters)
	for _, r := range letters {
		l.name(string(r))
	}
	pieces := make([]string, 0, len(counts))
	for piece := range counts {
		pieces = append(pieces, piece)
	}
	slices.Sort(pieces)
	for i, piece := range pieces {
		w := counted{times: counts[piece]}
		for j := range len(piece) {
			w.ids = append(w.ids, l.ids[string(byteLetters[piece[j]])])
		}
		l.words = append(l.words, w)
		for j := range len(w.ids) - 1 {
			l.count(pair{w.ids[j], w.ids[j+1]}, w.times, int32(i))
		}
	}
	for p, n := range l.counts {
		l.queue = append(l.queue, frequent{n, p})
	}
	heap.Init(&l.queue)
	return l
}

// name returns the id of a token, which it makes if it is new.
func (l *learner) name(name string) int32 {
	id, ok := l.ids[name]
	if !ok {
		id = int32(len(l.names))
		l.names = append(l.names, name)
		l.ids[name] = id
	}
	return id
}

// count adds n occurrences of a pair in a word.
func (l *learner) count(p pair, n int64, word int32) {
	l.counts[p] += n
	if n > 0 {
		l.where[p] = append(l.where[p], word)
	}
}

// learn merges the most frequent pair, and reports whether there was one.
func (l *learner) learn() bool {
	for len(l.queue) > 0 {
		top := heap.Pop(&l.queue).(frequent)
		if now := l.counts[top.pair]; now != top.times {
			if now > 0 {
				heap.Push(&l.queue, frequent{now, top.pair})
			}
			continue
		}
		if top.times < frequencyMin {
			return false
		}
		left, right := l.names[top.pair.left], l.names[top.pair.right]
		l.merges = append(l.merges, [2]string{left, right})
		id := l.name(left + right)
		fresh := map[pair]bool{}
		for _, i := range slices.Compact(l.where[top.pair]) {
			l.merge(i, top.pair, id, fresh)
		}
		delete(l.where, top.pair)
		delete(l.counts, top.pair)
		for p := range fresh {
			heap.Push(&l.queue, frequent{l.counts[p], p})
		}
		return true
	}
	return false
}

// merge replaces a pair in a word, in one pass, and notes the pairs that appear.
func (l *learner) merge(word int32, p pair, id int32, fresh map[pair]bool) {
	w := &l.words[word]
	out := w.ids[:0]
	for i := 0; i < len(w.ids); i++ {
		if i+1 == len(w.ids) || (pair{w.ids[i], w.ids[i+1]}) != p {
			out = append(out, w.ids[i])
			continue
		}
		if len(out) > 0 {
			before := out[len(out)-1]
			l.count(pair{before, p.left}, -w.times, word)
			l.count(pair{before, id}, w.times, word)
			fresh[pair{before, id}] = true
		}
		if i+2 < len(w.ids) {
			after := w.ids[i+2]
			l.count(pair{p.right, after}, -w.times, word)
			l.count(pair{id, after}, w.times, word)
			fresh[pair{id, after}] = true
		}
		out = append(out, id)
		i++
	}
	w.ids = out
}

// frequent is a pair with its count when it was queued.
type frequent struct {
	times int64
	pair  pair
}

// pairQueue is a heap: most frequent first, then the older tokens.
type pairQueue []frequent

func (q pairQueue) Len() int { return len(q) }
func (q pairQueue) Less(i, j int) bool {
	a, b := q[i], q[j]
	if a.times != b.times {
		return a.times > b.times
	}
	if a.pair.left != b.pair.left {
		return a.pair.left < b.pair.left
	}
	return a.pair.right < b.pair.right
}
func (q pairQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *pairQueue) Push(x any)   { *q = append(*q, x.(frequent)) }
func (q *pairQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
