package tokenizer

// pair is two neighbouring tokens.
type pair struct{ left, right int32 }

// merge is what becomes of a pair. The lowest rank is merged first, the leftmost among equals.
type merge struct{ rank, id int32 }

// symbol is a token of a word that is being merged, in a list by position.
type symbol struct {
	id       int32
	prev     int32 // −1 at the start
	next     int32 // −1 at the end
	isMerged bool  // into its left neighbour
}

// candidate is a merge that was possible when it entered the queue.
type candidate struct {
	rank, at int32 // at: position of its left symbol
	pair     pair
}

func (c candidate) before(d candidate) bool {
	return c.rank < d.rank || c.rank == d.rank && c.at < d.at
}

// word merges one pre-token. It keeps its memory for the next: n bytes take O(n log n) steps, however hostile.
type word struct {
	symbols []symbol
	queue   []candidate // binary heap, the next merge first
}

// encode appends the tokens of a piece of text.
func (w *word) encode(ids []int32, piece string, t *Tokenizer) []int32 {
	w.symbols, w.queue = w.symbols[:0], w.queue[:0]
	for i := range len(piece) {
		w.symbols = append(w.symbols, symbol{id: t.bytes[piece[i]], prev: int32(i - 1), next: int32(i + 1)})
	}
	if len(piece) == 0 {
		return ids
	}
	w.symbols[len(piece)-1].next = -1
	for i := range len(piece) - 1 {
		w.propose(int32(i), t)
	}
	for len(w.queue) > 0 {
		c := w.pop()
		left := &w.symbols[c.at]
		if left.isMerged || left.next < 0 || (pair{left.id, w.symbols[left.next].id}) != c.pair {
			continue // something else was merged here in the meantime
		}
		right := &w.symbols[left.next]
		left.id, left.next, right.isMerged = t.merges[c.pair].id, right.next, true
		if left.next >= 0 {
			w.symbols[left.next].prev = c.at
			w.propose(c.at, t)
		}
		if left.prev >= 0 {
			w.propose(left.prev, t)
		}
	}
	for i := int32(0); i >= 0; i = w.symbols[i].next {
		ids = append(ids, w.symbols[i].id)
	}
	return ids
}

// propose queues the merge of the symbol at a position with its right neighbour, if there is one.
func (w *word) propose(at int32, t *Tokenizer) {
	p := pair{w.symbols[at].id, w.symbols[w.symbols[at].next].id}
	m, ok := t.merges[p]
	if !ok {
		return
	}
	q := append(w.queue, candidate{m.rank, at, p})
	for i := len(q) - 1; i > 0 && q[i].before(q[(i-1)/2]); i = (i - 1) / 2 {
		q[i], q[(i-1)/2] = q[(i-1)/2], q[i]
	}
	w.queue = q
}

func (w *word) pop() candidate {
	q := w.queue
	first, last := q[0], len(q)-1
	q[0] = q[last]
	q = q[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if q[child].before(q[least]) {
				least = child
			}
		}
		if least == i {
			break
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
	w.queue = q
	return first
}
