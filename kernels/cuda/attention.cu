// Causal attention without a matrix of T by T and without atomics: scores are computed again wherever they are needed, which
// gives the same bits each time. Blocks of 64 queries and chains are those of ../attention.h; heads may have any width.
//
// A block of 256 threads computes 64 queries (forward, dq) or 64 keys (dkv) of one head, over tiles of 64 by 64 scores and
// panels of 64 columns. A thread computes 4 by 4 of a tile: rows 4y…4y+3 and columns x, x+16, x+32, x+48 of scores, so that a
// row's sums over lanes stay in registers; and columns 4x…4x+3 of a panel.
enum { EDGE = 64, PART = 4, DEPTH = 16, LINE = EDGE + 4 };
#define ROW ((int)THREAD / 16 * PART)
#define COLUMN ((int)THREAD % 16)

// Some rows of a matrix: ld apart, of which `rows` exist.
struct lines {
	const float *s;
	int64_t ld, rows;
	int aligned;
};

DEVICE struct lines lines_of(const float *s, int64_t ld, int64_t rows) {
	struct lines x = {s, ld, rows, ld % 4 == 0 && (uintptr_t)s % 16 == 0};
	return x;
}

// four reads columns at…at+3 of a row, zeros from column `end` on or if there is no such row.
DEVICE quad four(struct lines x, int64_t row, int64_t at, int64_t end) {
	quad y = {0, 0, 0, 0};
	const float *s = x.s + row * x.ld + at;
	if (row >= x.rows) return y;
	if (x.aligned && at + 4 <= end) return *(const quad *)s;
	UNROLL for (int j = 0; j < 4; j++)
		if (at + j < end) y[j] = s[j];
	return y;
}

// scores computes the products over D of 64 rows of x and 64 of y: s[i][u] is that of row ROW+i and column COLUMN+16u. slice
// holds 2*DEPTH*LINE floats.
DEVICE void scores(float s[PART][PART], struct lines x, struct lines y, int64_t D, float *slice) {
	float chain[PART][PART], *left = slice, *right = slice + DEPTH * LINE;
	UNROLL for (int i = 0; i < PART; i++)
		UNROLL for (int u = 0; u < PART; u++) chain[i][u] = s[i][u] = 0.0f;
	int r = (int)THREAD / 4, at = (int)THREAD % 4 * 4;
	for (int64_t d0 = 0; d0 < D; d0 += DEPTH) {
		quad a = four(x, r, d0 + at, D), b = four(y, r, d0 + at, D);
		SYNC();
		UNROLL for (int j = 0; j < 4; j++) left[(at + j) * LINE + r] = a[j], right[(at + j) * LINE + r] = b[j];
		SYNC();
		int depth = ROW < x.rows && COLUMN < y.rows ? (int)least(DEPTH, D - d0) : 0; // other threads only fetch
		for (int d = 0; d < depth; d++) {
			quad p = *(const quad *)(left + d * LINE + ROW);
			UNROLL for (int u = 0; u < PART; u++) {
				float q = right[d * LINE + COLUMN + 16 * u];
				UNROLL for (int i = 0; i < PART; i++) chain[i][u] = fused(p[i], q, chain[i][u]);
			}
		}
		if ((d0 + DEPTH) % Q_CHAIN != 0 && d0 + DEPTH < D) continue;
		UNROLL for (int i = 0; i < PART; i++)
			UNROLL for (int u = 0; u < PART; u++) {
				s[i][u] = d0 < Q_CHAIN ? chain[i][u] : s[i][u] + chain[i][u];
				chain[i][u] = 0.0f;
			}
	}
}

// turn writes a tile of scores so that a column of it lies together: [column][LINE].
DEVICE void turn(float *tile, float s[PART][PART]) {
	UNROLL for (int u = 0; u < PART; u++) {
		quad x = {s[0][u], s[1][u], s[2][u], s[3][u]};
		*(quad *)(tile + (COLUMN + 16 * u) * LINE + ROW) = x;
	}
}

// accumulate continues chains over n columns of a turned tile and as many rows of y: chain[i][j] is of tile row ROW+i and column
// at+4*COLUMN+j of y, which has D.
DEVICE void accumulate(float chain[PART][PART], const float *tile, struct lines y, int64_t n, int64_t at, int64_t D, float *slice) {
	y.rows = least(y.rows, n);
	int r = (int)THREAD / 16, c = COLUMN * 4;
	for (int64_t k0 = 0; k0 < n; k0 += DEPTH) {
		quad a = four(y, k0 + r, at + c, D);
		SYNC();
		*(quad *)(slice + r * LINE + c) = a;
		SYNC();
		int depth = (int)least(DEPTH, n - k0);
		for (int k = 0; k < depth; k++) {
			quad p = *(const quad *)(tile + (k0 + k) * LINE + ROW), q = *(const quad *)(slice + k * LINE + c);
			UNROLL for (int i = 0; i < PART; i++)
				UNROLL for (int j = 0; j < PART; j++) chain[i][j] = fused(p[i], q[j], chain[i][j]);
		}
	}
}

// close ends chains: the first ones become the sum, later ones are added to it.
DEVICE void close(float sum[PART][PART], float chain[PART][PART], int first) {
	UNROLL for (int i = 0; i < PART; i++)
		UNROLL for (int j = 0; j < PART; j++) {
			sum[i][j] = first ? chain[i][j] : sum[i][j] + chain[i][j];
			chain[i][j] = 0.0f;
		}
}

DEVICE void zero(float x[PART][PART]) {
	UNROLL for (int i = 0; i < PART; i++)
		UNROLL for (int j = 0; j < PART; j++) x[i][j] = 0.0f;
}

// store writes columns at… of a panel to rows of y.
DEVICE void store(float *y, int64_t ld, int64_t rows, int64_t at, int64_t D, float sum[PART][PART]) {
	UNROLL for (int i = 0; i < PART; i++)
		UNROLL for (int j = 0; j < PART; j++) {
			int64_t column = at + 4 * COLUMN + j;
			if (ROW + i < rows && column < D) y[(ROW + i) * ld + column] = sum[i][j];
		}
}

// row_sum and row_largest join what the 16 threads of a row have, in the order of tree(), whose first step was theirs.
DEVICE float row_sum(float x) {
	for (int64_t s = 8; s > 0; s /= 2) x = x + from(x, LANE ^ s);
	return x;
}

DEVICE float row_largest(float x) {
	for (int64_t s = 8; s > 0; s /= 2) x = larger(x, from(x, LANE ^ s));
	return x;
}

// The block's place: a sequence, a head, and a block of 64 positions; the last one, which has most to do, comes first.
struct place {
	int64_t b, h, first, rows;
};

DEVICE struct place place_of(int64_t T, int64_t heads) {
	int64_t blocks = (T + EDGE - 1) / EDGE, i = BLOCK_X / blocks;
	struct place u = {i / heads, i % heads, (blocks - 1 - BLOCK_X % blocks) * EDGE, 0};
	u.rows = least(EDGE, T - u.first);
	return u;
}

// largest_scores and sums_of_exponentials are the first two passes of the softmax, over the keys that each row may see.
DEVICE void largest_scores(float top[PART], struct lines q, const float *k, int64_t ld, struct place u, int64_t D, float scale, float *slice) {
	float s[PART][PART];
	UNROLL for (int i = 0; i < PART; i++) top[i] = -FLT_MAX;
	for (int64_t key = 0; key <= u.first; key += EDGE) {
		scores(s, q, lines_of(k + key * ld, ld, u.first + u.rows - key), D, slice);
		UNROLL for (int i = 0; i < PART; i++)
			UNROLL for (int c = 0; c < PART; c++)
				if (key + COLUMN + 16 * c <= u.first + ROW + i) top[i] = larger(top[i], s[i][c] * scale);
	}
	UNROLL for (int i = 0; i < PART; i++) top[i] = row_largest(top[i]);
}

DEVICE void sums_of_exponentials(float sum[PART], const float top[PART], struct lines q, const float *k, int64_t ld, struct place u,
	int64_t D, float scale, float *slice) {
	float s[PART][PART], lane[PART][2]; // of a row, this thread has lanes COLUMN and COLUMN+16
	UNROLL for (int i = 0; i < PART; i++) lane[i][0] = lane[i][1] = 0.0f;
	for (int64_t key = 0; key <= u.first; key += EDGE) {
		scores(s, q, lines_of(k + key * ld, ld, u.first + u.rows - key), D, slice);
		UNROLL for (int i = 0; i < PART; i++)
			UNROLL for (int c = 0; c < PART; c++)
				if (key + COLUMN + 16 * c <= u.first + ROW + i) lane[i][c % 2] = lane[i][c % 2] + exponential(s[i][c] * scale - top[i]);
	}
	UNROLL for (int i = 0; i < PART; i++) sum[i] = row_sum(lane[i][0] + lane[i][1]);
}

BOUNDED_KERNEL(attention, 256, 2) {
	SHARED float slice[2 * DEPTH * LINE], tile[EDGE * LINE];
	struct place u = place_of(o.T, o.H);
	int64_t ld = (o.H + 2 * o.KV) * o.D, stat = (u.b * o.H + u.h) * o.T + u.first;
	const float *row = o.qkv + u.b * o.T * ld, *k = row + (o.H + u.h / (o.H / o.KV)) * o.D, *v = k + o.KV * o.D;
	struct lines q = lines_of(row + u.first * ld + u.h * o.D, ld, u.rows);
	float scale = inverse_root((float)o.D), top[PART], inverse[PART], s[PART][PART], sum[PART][PART], chain[PART][PART];
	largest_scores(top, q, k, ld, u, o.D, scale, slice);
	sums_of_exponentials(inverse, top, q, k, ld, u, o.D, scale, slice);
	UNROLL for (int i = 0; i < PART; i++) {
		inverse[i] = 1.0f / inverse[i];
		if (COLUMN == 0 && ROW + i < u.rows) o.top[stat + ROW + i] = top[i], o.inverse[stat + ROW + i] = inverse[i];
	}
	for (int64_t at = 0; at < o.D; at += EDGE) {
		zero(chain);
		zero(sum);
		for (int64_t key = 0; key <= u.first; key += EDGE) {
			int64_t seen = least(EDGE, u.first + u.rows - key);
			scores(s, q, lines_of(k + key * ld, ld, seen), o.D, slice);
			UNROLL for (int i = 0; i < PART; i++)
				UNROLL for (int c = 0; c < PART; c++) {
					int sees = key + COLUMN + 16 * c <= u.first + ROW + i;
					s[i][c] = sees ? exponential(s[i][c] * scale - top[i]) * inverse[i] : 0.0f;
				}
			turn(tile, s);
			accumulate(chain, tile, lines_of(v + key * ld, ld, seen), seen, at, o.D, slice);
			if ((key + EDGE) % Q_CHAIN == 0 || key == u.first) close(sum, chain, key < Q_CHAIN);
		}
		store(o.o + ((u.b * o.T + u.first) * o.H + u.h) * o.D, o.H * o.D, u.rows, at, o.D, sum);
	}
}

BOUNDED_KERNEL(attention_dq, 256, 2) {
	SHARED float slice[2 * DEPTH * LINE], tile[EDGE * LINE], means[EDGE];
	struct place u = place_of(o.T, o.H);
	int64_t ld = (o.H + 2 * o.KV) * o.D, ldo = o.H * o.D, stat = (u.b * o.H + u.h) * o.T + u.first;
	const float *row = o.qkv + u.b * o.T * ld, *k = row + (o.H + u.h / (o.H / o.KV)) * o.D, *v = k + o.KV * o.D;
	const float *out = o.o + (u.b * o.T + u.first) * ldo + u.h * o.D, *dout = o.dout + (out - o.o);
	for (int64_t r = THREAD / WARP; r < u.rows; r += THREADS / WARP) {
		float mean = warp_dot(dout + r * ldo, out + r * ldo, o.D);
		if (LANE == 0) o.mean[stat + r] = means[r] = mean;
	}
	SYNC();
	struct lines q = lines_of(row + u.first * ld + u.h * o.D, ld, u.rows), dy = lines_of(dout, ldo, u.rows);
	float scale = inverse_root((float)o.D), top[PART], inverse[PART], mean[PART];
	float s[PART][PART], dp[PART][PART], sum[PART][PART], chain[PART][PART];
	UNROLL for (int i = 0; i < PART; i++) {
		int64_t r = least(ROW + i, u.rows - 1); // rows that do not exist compute what nobody stores
		top[i] = o.top[stat + r], inverse[i] = o.inverse[stat + r], mean[i] = means[r];
	}
	for (int64_t at = 0; at < o.D; at += EDGE) {
		zero(chain);
		zero(sum);
		for (int64_t key = 0; key <= u.first; key += EDGE) {
			int64_t seen = least(EDGE, u.first + u.rows - key);
			scores(s, q, lines_of(k + key * ld, ld, seen), o.D, slice);
			scores(dp, dy, lines_of(v + key * ld, ld, seen), o.D, slice);
			UNROLL for (int i = 0; i < PART; i++)
				UNROLL for (int c = 0; c < PART; c++) {
					int sees = key + COLUMN + 16 * c <= u.first + ROW + i;
					float p = exponential(s[i][c] * scale - top[i]) * inverse[i];
					s[i][c] = sees ? (p * (dp[i][c] - mean[i])) * scale : 0.0f;
				}
			turn(tile, s);
			accumulate(chain, tile, lines_of(k + key * ld, ld, seen), seen, at, o.D, slice);
			if ((key + EDGE) % Q_CHAIN == 0 || key == u.first) close(sum, chain, key < Q_CHAIN);
		}
		store(o.dqkv + (u.b * o.T + u.first) * ld + u.h * o.D, ld, u.rows, at, o.D, sum);
	}
}

// Rows of its tiles are keys, columns are queries.
BOUNDED_KERNEL(attention_dkv, 256, 1) {
	SHARED float slice[2 * DEPTH * LINE], tile_p[EDGE * LINE], tile_ds[EDGE * LINE];
	struct place u = place_of(o.T, o.KV);
	int64_t ld = (o.H + 2 * o.KV) * o.D, ldo = o.H * o.D, group = o.H / o.KV;
	const float *row = o.qkv + u.b * o.T * ld;
	struct lines k = lines_of(row + u.first * ld + (o.H + u.h) * o.D, ld, u.rows), v = lines_of(k.s + o.KV * o.D, ld, u.rows);
	float scale = inverse_root((float)o.D);
	float s[PART][PART], dp[PART][PART], dk[PART][PART], dv[PART][PART], chain[PART][PART];
	for (int64_t at = 0; at < o.D; at += EDGE) {
		zero(dk);
		zero(dv);
		for (int64_t h = u.h * group; h < (u.h + 1) * group; h++)
			for (int64_t first = u.first; first < o.T; first += EDGE) { // earlier queries do not see these keys
				int64_t rows = least(EDGE, o.T - first), stat = (u.b * o.H + h) * o.T + first;
				struct lines q = lines_of(row + first * ld + h * o.D, ld, rows);
				struct lines dy = lines_of(o.dout + (u.b * o.T + first) * ldo + h * o.D, ldo, rows);
				scores(s, k, q, o.D, slice);
				scores(dp, v, dy, o.D, slice);
				UNROLL for (int c = 0; c < PART; c++) {
					int64_t t = COLUMN + 16 * c, r = stat + least(t, rows - 1);
					float top = o.top[r], inverse = o.inverse[r], mean = o.mean[r];
					UNROLL for (int i = 0; i < PART; i++) {
						int sees = t < rows && u.first + ROW + i <= first + t;
						float p = exponential(s[i][c] * scale - top) * inverse;
						s[i][c] = sees ? p : 0.0f;
						dp[i][c] = sees ? (p * (dp[i][c] - mean)) * scale : 0.0f;
					}
				}
				turn(tile_p, s);
				turn(tile_ds, dp);
				zero(chain);
				accumulate(chain, tile_ds, q, rows, at, o.D, slice);
				close(dk, chain, 0);
				accumulate(chain, tile_p, dy, rows, at, o.D, slice);
				close(dv, chain, 0);
			}
		float *out = o.dqkv + (u.b * o.T + u.first) * ld + (o.H + u.h) * o.D;
		store(out, ld, u.rows, at, o.D, dk);
		store(out + o.KV * o.D, ld, u.rows, at, o.D, dv);
	}
}
