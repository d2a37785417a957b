// Matrix product: a block of 256 threads computes a tile of 128 by 128 outputs, a thread 8 by 8 of them, from slices of 16
// values of k in shared memory. While a slice is multiplied, the next one is on its way in registers, and goes to the other of
// two buffers; so there is one barrier a slice. Each output is one chain a block of 256 k, as in ../matmul.h, after which the
// chain goes to c: no split of k, no atomics. Grid: x over columns, y over rows.
enum { TILE = 128, SLICE = 16, SIDE = 8, PITCH = TILE + 4, QUADS = TILE * SLICE / 256 / 4 };

// One operand of a block: element (r,k) lies at s[r*ld + k], or with along at s[k*ld + r]. r < rows, k < depth; s moves on.
struct operand {
	const float *s;
	int64_t ld, step;
	int rows, depth, along, aligned; // aligned: four neighbours can be read at once
};

DEVICE struct operand operand_of(const float *s, int64_t ld, int64_t first, int64_t rows, int64_t K, int along) {
	struct operand x = {s + (along ? first : first * ld), ld, along ? SLICE * ld : SLICE, (int)least(rows - first, TILE), (int)K, along, 0};
	x.aligned = ld % 4 == 0 && (uintptr_t)x.s % 16 == 0;
	return x;
}

// fetch reads this thread's elements of the next slice; zeros where there are none, which nobody uses.
DEVICE void fetch(quad *to, struct operand *x) {
	int lines = x->along ? x->depth : x->rows, end = x->along ? x->rows : x->depth;
	UNROLL for (int u = 0; u < QUADS; u++) {
		int i = (int)THREAD + u * 256; // neighbouring threads read neighbouring addresses
		int line = x->along ? i / (TILE / 4) : i / (SLICE / 4), at = x->along ? i % (TILE / 4) * 4 : i % (SLICE / 4) * 4;
		const float *s = x->s + line * x->ld + at;
		quad y = {0, 0, 0, 0};
		if (line < lines && x->aligned && at + 4 <= end) {
			y = *(const quad *)s;
		} else if (line < lines) {
			UNROLL for (int j = 0; j < 4; j++)
				if (at + j < end) y[j] = s[j];
		}
		to[u] = y;
	}
	x->s += x->step;
	x->depth -= SLICE;
}

// put writes them into a slice [SLICE][PITCH].
DEVICE void put(float *slice, const quad *from, int along) {
	UNROLL for (int u = 0; u < QUADS; u++) {
		int i = (int)THREAD + u * 256;
		if (along) {
			*(quad *)(slice + i / (TILE / 4) * PITCH + i % (TILE / 4) * 4) = from[u];
			continue;
		}
		UNROLL for (int j = 0; j < 4; j++) slice[(i % (SLICE / 4) * 4 + j) * PITCH + i / (SLICE / 4)] = from[u][j];
	}
}

// A thread's rows and columns are four and, half a tile later, four more: so a warp reads shared memory without conflicts.
DEVICE void multiply(float chain[SIDE][SIDE], const float *a, const float *b) {
	quad x[2] = {*(const quad *)a, *(const quad *)(a + TILE / 2)}, y[2] = {*(const quad *)b, *(const quad *)(b + TILE / 2)};
	UNROLL for (int i = 0; i < SIDE; i++)
		UNROLL for (int j = 0; j < SIDE; j++) chain[i][j] = fused(x[i / 4][i % 4], y[j / 4][j % 4], chain[i][j]);
}

// flush stores the chains of a block of k in c, or adds them to it, and begins new ones.
DEVICE void flush(float chain[SIDE][SIDE], float *c, int64_t ldc, int rows, int columns, int store) {
	int aligned = ldc % 4 == 0 && (uintptr_t)c % 16 == 0;
	UNROLL for (int i = 0; i < SIDE; i++)
		UNROLL for (int half = 0; half < 2; half++) {
			int r = i / 4 * (TILE / 2) + i % 4, n = half * (TILE / 2);
			float *row = c + r * ldc + n, *own = chain[i] + 4 * half;
			if (r < rows && aligned && n + 4 <= columns) {
				quad old = {0, 0, 0, 0}, sum;
				if (!store) old = *(const quad *)row;
				UNROLL for (int j = 0; j < 4; j++) sum[j] = store ? own[j] : old[j] + own[j];
				*(quad *)row = sum;
			} else {
				UNROLL for (int j = 0; j < 4; j++)
					if (r < rows && n + j < columns) row[j] = store ? own[j] : row[j] + own[j];
			}
			UNROLL for (int j = 0; j < 4; j++) own[j] = 0.0f;
		}
}

BOUNDED_KERNEL(matmul, 256, 2) {
	SHARED float a[2][SLICE * PITCH], b[2][SLICE * PITCH];
	int64_t m0 = BLOCK_Y * TILE, n0 = BLOCK_X * TILE;
	int m = (int)THREAD / 16 * 4, n = (int)THREAD % 16 * 4;
	struct operand left = operand_of(o.a, o.lda, m0, o.M, o.K, o.form == Q_TN);
	struct operand right = operand_of(o.b, o.ldb, n0, o.N, o.K, o.form != Q_NT);
	float *c = o.c + (m0 + m) * o.ldc + n0 + n;
	float chain[SIDE][SIDE];
	UNROLL for (int i = 0; i < SIDE; i++)
		UNROLL for (int j = 0; j < SIDE; j++) chain[i][j] = 0.0f;
	quad next_a[QUADS], next_b[QUADS];
	fetch(next_a, &left);
	fetch(next_b, &right);
	int rows = (int)least(o.M - m0, TILE) - m, columns = (int)least(o.N - n0, TILE) - n; // threads without any only fetch
	int store = !o.add; // the first block of k replaces c: adding it to +0 would lose the sign of -0
	for (int k = 0, stage = 0, K = (int)o.K; k < K || store; k += SLICE, stage ^= 1) {
		put(a[stage], next_a, left.along);
		put(b[stage], next_b, right.along);
		SYNC(); // whoever is still at the slice before reads the other buffers
		fetch(next_a, &left);
		fetch(next_b, &right);
		int depth = rows > 0 && columns > 0 ? (int)least(SLICE, K - k) : 0;
		if (depth == SLICE) {
			UNROLL for (int d = 0; d < SLICE; d++) multiply(chain, a[stage] + d * PITCH + m, b[stage] + d * PITCH + n);
		} else {
			for (int d = 0; d < depth; d++) multiply(chain, a[stage] + d * PITCH + m, b[stage] + d * PITCH + n);
		}
		if ((k + SLICE) % Q_CHAIN != 0 && k + SLICE < K) continue;
		flush(chain, c, o.ldc, rows, columns, store);
		store = 0;
	}
}
