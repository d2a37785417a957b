// Matrix product c[M,N] = a.b, or c += a.b with add. Form NN: a is [M,K], b is [K,N]; NT: b is stored [N,K];
// TN: a is stored [K,M]. lda, ldb, ldc are the strides of the rows as stored.
//
// Each output is a sum of blocks of 256 consecutive k: a block is one chain of fused multiply-adds from +0,
// and blocks are added in ascending order. Outputs are independent, so vectors, tiles and threads lie
// over M and N, never over k. K is at least 1.

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
			for (int64_t first = 0; first < K; first += Q_CHAIN) {
				float chain[COLUMNS] = {0};
				for (int64_t k = first; k < least(K, first + Q_CHAIN); k++)
					for (int64_t j = 0; j < columns; j++)
						chain[j] = fused(a[m * am + k * ak], b[(n + j) * bn + k * bk], chain[j]);
				for (int64_t j = 0; j < columns; j++) cn[j] = first == 0 && !add ? chain[j] : cn[j] + chain[j];
			}
		}
}

// Nothing is packed: b is read as it is stored.
void Q(matmul_pack)(float *packed, const float *b, int64_t form, int64_t N, int64_t K, int64_t ldb,
	int64_t first, int64_t end, int64_t lo, int64_t hi) {
	(void)packed, (void)b, (void)form, (void)N, (void)K, (void)ldb, (void)first, (void)end, (void)lo, (void)hi;
}

void Q(matmul)(float *c, const float *a, const float *b, const float *packed, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lo, int64_t hi, int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	(void)packed, (void)N;
	Q(product)(c + lo, a, b + lo * (form == Q_NT ? ldb : 1), form, M, hi - lo, K, lda, ldb, ldc, add, pack);
}

#else

// The packed product, after Goto: b and a are copied into the order in which the micro-kernel reads them, 256 k at a time.
// A panel of a (PACK_M rows by 256 k) stays in the second-level cache while every column of b goes by, in slivers of
// TILE_N that stay in the first. The path's matmul_<path>.h defines TILE_M, TILE_N, PACK_M, tile() and transpose().
enum { PACK_N = 768 / TILE_N * TILE_N };

_Static_assert((PACK_M + PACK_N) * Q_CHAIN <= Q_PACK, "packing space");
_Static_assert(PACK_M % TILE_M == 0 && PACK_N % TILE_N == 0 && Q_COLUMNS % TILE_N == 0, "panels are whole tiles");

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

// Packs `rows` rows of the long dimension by K into panels [K][width]. With along, element (r,k) is s[k*ld+r], and s is read
// in its own order; otherwise it is s[r*ld+k]. The last panel is filled up with zeros, whose tiles nobody reads.
INLINE void panels(float *restrict d, const float *restrict s, int64_t along, int64_t ld, int64_t rows, int64_t K, const int64_t width) {
	int64_t whole = rows / width * width, rest = rows - whole;
	if (!along) {
		for (int64_t r = 0; r < rows; r += width) transpose(d + r * K, s + r * ld, ld, K, width, least(width, rows - r));
		return;
	}
	for (int64_t k = 0; k < K; k++, d += width, s += ld) {
		for (int64_t r = 0; r < whole; r += width) memcpy(d + r * K, s + r, (size_t)width * sizeof *d);
		for (int64_t i = 0; i < width && rest > 0; i++) d[whole * K + i] = i < rest ? s[whole + i] : 0.0f;
	}
}

// Where in b, or in a stored like it, column n and row k begin.
INLINE int64_t within(int64_t rowwise, int64_t ld, int64_t n, int64_t k) { return rowwise ? k * ld + n : n * ld + k; }

// c (+)= a.b for 256 k or fewer, of which b is packed.
static void block(float *c, const float *a, const float *pb, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lda, int64_t ldc, int store, float *pa) {
	for (int64_t m = 0; m < M; m += PACK_M) {
		int64_t rows = least(PACK_M, M - m);
		panels(pa, a + within(form == Q_TN, lda, m, 0), form == Q_TN, lda, rows, K, TILE_M);
		tiles(c + m * ldc, pa, pb, rows, N, K, ldc, store);
	}
}

// A small product, as attention has many: b is packed in pieces that fit beside a.
static void Q(product)(float *c, const float *a, const float *b, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	float *pb = pack + PACK_M * Q_CHAIN;
	for (int64_t n = 0; n < N; n += PACK_N)
		for (int64_t k = 0; k < K; k += Q_CHAIN) {
			int64_t depth = least(Q_CHAIN, K - k), columns = least(PACK_N, N - n);
			panels(pb, b + within(form != Q_NT, ldb, n, k), form != Q_NT, ldb, columns, depth, TILE_N);
			block(c + n, a + within(form == Q_TN, lda, 0, k), pb, form, M, columns, depth, lda, ldc, k == 0 && !add, pack);
		}
}

// Packs columns [lo,hi) of rows [first,end) of b, where lo is a multiple of TILE_N and first of 256: chains of 256 k one after
// the other, each as slivers of TILE_N columns.
void Q(matmul_pack)(float *packed, const float *b, int64_t form, int64_t N, int64_t K, int64_t ldb,
	int64_t first, int64_t end, int64_t lo, int64_t hi) {
	int64_t wide = (N + TILE_N - 1) / TILE_N * TILE_N;
	for (int64_t k = first; k < end; k += Q_CHAIN) {
		int64_t depth = least(Q_CHAIN, K - k);
		panels(packed + k * wide + lo * depth, b + within(form != Q_NT, ldb, lo, k), form != Q_NT, ldb, hi - lo, depth, TILE_N);
	}
}

// Columns [lo,hi) of c and of all rows of a, with b packed whole.
void Q(matmul)(float *c, const float *a, const float *b, const float *packed, int64_t form, int64_t M, int64_t N, int64_t K,
	int64_t lo, int64_t hi, int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack) {
	(void)b, (void)ldb;
	int64_t wide = (N + TILE_N - 1) / TILE_N * TILE_N;
	for (int64_t k = 0; k < K; k += Q_CHAIN) {
		int64_t depth = least(Q_CHAIN, K - k);
		block(c + lo, a + within(form == Q_TN, lda, 0, k), packed + k * wide + lo * depth, form, M, hi - lo, depth,
			lda, ldc, k == 0 && !add, pack);
	}
}

#endif
