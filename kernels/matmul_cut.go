package kernels

const (
	// cellRows is how tall a cell is at most: what the second-level cache holds of a.
	cellRows = 14 * rowsUnit
	// cellRowsLeast is how tall a cell is at least, so that it repays the reading of b: twice that if b does not stay in the
	// second-level cache either.
	cellRowsLeast = 2 * rowsUnit
	cellNarrow    = 512
	// cellsPerThread is how many cells a thread gets if there is enough work, so that one that comes late, or whose
	// processor somebody else uses, leaves cells to the others.
	cellsPerThread = 4
	// cellLeast is the least work of a cell, in multiply-adds, and packLeast the least numbers to pack: some 10 µs.
	cellLeast, packLeast = 1 << 20, 1 << 15
)

// cells are the parts of a matrix: rows by columns, each part at multiples of a tile.
type cells struct {
	height, width int // of the matrix
	rows, cols    int // of a cell
}

// cutProduct cuts c for so many threads.
func cutProduct(s Shape, threads int) cells {
	c := cells{s.M, s.N, cellRows, s.N}
	want := min(threads*cellsPerThread, s.M*s.N*s.K/cellLeast)
	if threads == 1 || want < 2 {
		return c
	}
	least := cellRowsLeast
	if s.N > cellNarrow {
		least *= 2
	}
	c.rows = min(max(roundUp((s.M+want-1)/want, rowsUnit), least), cellRows)
	return c.narrowed((want + 1) / 2)
}

// cutPacking cuts b as it is packed: K by N.
func cutPacking(s Shape, threads int) cells {
	c := cells{s.K, s.N, roundUp(s.K, chain), s.N}
	if want := min(threads*cellsPerThread, s.K*s.N/packLeast); want > 1 {
		c.rows = roundUp((s.K+want-1)/want, chain)
		return c.narrowed(want)
	}
	return c
}

// narrowed cuts columns too, if there would be fewer than so many cells.
func (c cells) narrowed(want int) cells {
	if down := (c.height + c.rows - 1) / c.rows; down < want {
		across := (want + down - 1) / down
		c.cols = min(roundUp((c.width+across-1)/across, columnsUnit), c.width)
	}
	return c
}

func (c cells) across() int { return (c.width + c.cols - 1) / c.cols }

func (c cells) count() int { return (c.height + c.rows - 1) / c.rows * c.across() }

// each makes every cell a part of its own.
func (c cells) each() cut { return cut{n: c.count(), unit: 1, grain: 1, most: 1} }

// bounds returns the rows [m0,m1) and the columns [n0,n1) of cell i.
func (c cells) bounds(i int) (m0, m1, n0, n1 int) {
	m0, n0 = i/c.across()*c.rows, i%c.across()*c.cols
	return m0, min(m0+c.rows, c.height), n0, min(n0+c.cols, c.width)
}

func roundUp(n, unit int) int { return (n + unit - 1) / unit * unit }
