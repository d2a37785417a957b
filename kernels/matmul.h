// Matrix product c[M,N] = a.b, or c += a.b with add. Form NN: a is [M,K], b is [K,N]; NT: b is stored [N,K];
// TN: a is stored [K,M]. lda, ldb, ldc are the strides of the rows as stored.
//
// Each output is a sum of blocks of 256 consecutive k: a block is one chain of fused multiply-adds from +0,
// and blocks are added in ascending order. Outputs are independent, so vectors, tiles and threads lie
// over M and N, never over k.

#if !Q_VECTOR

// The definition, for 16 columns at a time: their chains are independent, so the processor can overlap them.
static void Q(product)(float *c, const float *a, const float *b, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	(void)pack;
	enum { COLUMNS = 16 };
	int64_t am = form == Q_TN ? 1 : lda, ak = form == Q_TN ? lda : 1;
	int64_t bn = form == Q_NT ? ldb : 1, bk = form == Q_NT ? 1 : ldb;
	for (int64_t m = 0; m < M; m++)
		for (int64_t n = 0; n < N; n += COLUMNS) {
			int64_t columns = least(COLUMNS, N - n);
			float *cn = c + m * ldc + n;
			for (int64_t j = 0; j < columns && K == 0 && !add; j++) cn[j] = 0.0f;
			for (int64_t first = 0; first < K; first += Q_CHAIN) {
				float chain[COLUMNS] = {0};
				for (int64_t k = first; k < least(K, first + Q_CHAIN); k++)
					for (int64_t j = 0; j < columns; j++)
						chain[j] = fused(a[m * am + k * ak], b[(n + j) * bn + k * bk], chain[j]);
				for (int64_t j = 0; j < columns; j++) cn[j] = first == 0 && !add ? chain[j] : cn[j] + chain[j];
			}
		}
}

#else

// The packed product, after Goto: a panel of b (up to PACK_N columns by 256 k) and a panel of a (PACK_M rows by
// 256 k) are copied into the order in which the micro-kernel reads them, so that the inner loop streams.
// The path's matmul_<path>.h defines TILE_M, TILE_N, PACK_M, tile() and the two packing routines.
enum { PACK_N = 1024 / TILE_N * TILE_N };

_Static_assert((PACK_M + PACK_N) * Q_CHAIN <= Q_PACK, "packing space");
_Static_assert(PACK_M % TILE_M == 0 && PACK_N % TILE_N == 0, "panels are whole tiles");

// A tile that sticks out of c is computed in full, in a corner of its own, and its inside copied back.
static void edge(int64_t K, const float *a, const float *b, float *c, int64_t ldc, int64_t rows, int64_t columns, int store) {
	float corner[TILE_M * TILE_N] __attribute__((aligned(64))) = {0};
	if (!store)
		for (int64_t i = 0; i < rows; i++) memcpy(corner + i * TILE_N, c + i * ldc, (size_t)columns * sizeof *c);
	tile(K, a, b, corner, TILE_N, store, corner);
	for (int64_t i = 0; i < rows; i++) memcpy(c + i * ldc, corner + i * TILE_N, (size_t)columns * sizeof *c);
}

// One panel of a by one panel of b: every tile of c[M,N].
static void tiles(float *c, const float *a, const float *b, int64_t M, int64_t N, int64_t K, int64_t ldc, int store) {
	for (int64_t n = 0; n < N; n += TILE_N)
		for (int64_t m = 0; m < M; m += TILE_M) {
			float *cmn = c + m * ldc + n;
			int64_t rows = least(TILE_M, M - m), columns = least(TILE_N, N - n);
			if (rows == TILE_M && columns == TILE_N)
				tile(K, a + m * K, b + n * K, cmn, ldc, store, m + 2 * TILE_M <= M ? cmn + TILE_M * ldc : cmn);
			else
				edge(K, a + m * K, b + n * K, cmn, ldc, rows, columns, store);
		}
}

// Packs `rows` rows of the long dimension by K into panels [K][tile]. With along, element (r,k) is s[k*ld+r],
// otherwise s[r*ld+k]. The last panel is filled up with zeros, whose tiles nobody reads.
INLINE void panels(float *restrict d, const float *s, int64_t along, int64_t ld, int64_t rows, int64_t K, const int64_t width) {
	for (int64_t r = 0; r < rows; r += width, d += width * K) {
		int64_t inside = least(width, rows - r);
		if (inside < width) {
			for (int64_t k = 0; k < K; k++)
				for (int64_t i = 0; i < width; i++)
					d[k * width + i] = i >= inside ? 0.0f : along ? s[k * ld + r + i] : s[(r + i) * ld + k];
		} else if (along) {
			for (int64_t k = 0; k < K; k++)
				for (int64_t i = 0; i < width; i++) d[k * width + i] = s[k * ld + r + i];
		} else {
			transpose(d, s + r * ld, ld, K, width);
		}
	}
}

static void Q(product)(float *c, const float *a, const float *b, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	float *pa = pack, *pb = pack + PACK_M * Q_CHAIN;
	if (K == 0 && !add)
		for (int64_t m = 0; m < M; m++) memset(c + m * ldc, 0, (size_t)N * sizeof *c);
	for (int64_t n = 0; n < N; n += PACK_N)
		for (int64_t k = 0; k < K; k += Q_CHAIN) {
			int64_t depth = least(Q_CHAIN, K - k), columns = least(PACK_N, N - n);
			panels(pb, form == Q_NT ? b + n * ldb + k : b + k * ldb + n, form != Q_NT, ldb, columns, depth, TILE_N);
			for (int64_t m = 0; m < M; m += PACK_M) {
				int64_t rows = least(PACK_M, M - m);
				panels(pa, form == Q_TN ? a + k * lda + m : a + m * lda + k, form == Q_TN, lda, rows, depth, TILE_M);
				tiles(c + m * ldc + n, pa, pb, rows, columns, depth, ldc, k == 0 && !add);
			}
		}
}

#endif

void Q(matmul)(float *c, const float *a, const float *b, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	Q(product)(c, a, b, form, M, N, K, lda, ldb, ldc, add, pack);
}
