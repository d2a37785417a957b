// Matrix product: a block of 256 threads computes a tile of 128 by 128 outputs, a thread 8 by 8 of them, from slices of 8
// values of k in shared memory. Each output is one chain a block of 256 k, as in ../matmul.h: no split of k, no atomics.
// Grid: x over columns, y over rows.
enum { TILE = 128, SLICE = 8, SIDE = 8 };

// The slice [TILE] of a matrix whose element (r,k) lies at r*rs + k*ks; zeros outside, which nobody uses.
DEVICE void load_slice(float *slice, const float *s, int64_t rs, int64_t ks, int64_t rows, int64_t depth) {
	for (int64_t i = THREAD; i < TILE * SLICE; i += THREADS) {
		// Neighbouring threads read neighbouring addresses.
		int64_t r = rs == 1 ? i % TILE : i / SLICE, k = rs == 1 ? i / TILE : i % SLICE;
		slice[k * TILE + r] = r < rows && k < depth ? s[r * rs + k * ks] : 0.0f;
	}
}

KERNEL(matmul) {
	SHARED float a[SLICE * TILE], b[SLICE * TILE];
	int64_t m0 = BLOCK_Y * TILE, n0 = BLOCK_X * TILE, tm = THREAD / 16 * SIDE, tn = THREAD % 16 * SIDE;
	int64_t am = o.form == Q_TN ? 1 : o.lda, ak = o.form == Q_TN ? o.lda : 1;
	int64_t bn = o.form == Q_NT ? o.ldb : 1, bk = o.form == Q_NT ? 1 : o.ldb;
	float chain[SIDE][SIDE], sum[SIDE][SIDE];
	for (int i = 0; i < SIDE; i++)
		for (int j = 0; j < SIDE; j++) {
			chain[i][j] = 0.0f;
			int inside = o.add && m0 + tm + i < o.M && n0 + tn + j < o.N;
			sum[i][j] = inside ? o.c[(m0 + tm + i) * o.ldc + n0 + tn + j] : 0.0f;
		}
	int first = !o.add; // the first block of k replaces the sum: adding it to +0 would lose the sign of -0
	for (int64_t k = 0; k < o.K; k += SLICE) {
		int64_t depth = least(SLICE, o.K - k);
		load_slice(a, o.a + m0 * am + k * ak, am, ak, o.M - m0, depth);
		load_slice(b, o.b + n0 * bn + k * bk, bn, bk, o.N - n0, depth);
		SYNC();
		for (int64_t d = 0; d < depth; d++)
			for (int i = 0; i < SIDE; i++)
				for (int j = 0; j < SIDE; j++)
					chain[i][j] = fused(a[d * TILE + tm + i], b[d * TILE + tn + j], chain[i][j]);
		SYNC();
		if ((k + depth) % Q_CHAIN != 0 && k + depth < o.K) continue;
		for (int i = 0; i < SIDE; i++)
			for (int j = 0; j < SIDE; j++) {
				sum[i][j] = first ? chain[i][j] : sum[i][j] + chain[i][j];
				chain[i][j] = 0.0f;
			}
		first = 0;
	}
	for (int i = 0; i < SIDE; i++)
		for (int j = 0; j < SIDE; j++)
			if (m0 + tm + i < o.M && n0 + tn + j < o.N) o.c[(m0 + tm + i) * o.ldc + n0 + tn + j] = sum[i][j];
}
