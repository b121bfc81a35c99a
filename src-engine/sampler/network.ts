import { tokenColumn, tokenRow, type TokenGrid } from '#shared/geometry/token-grid.ts';

/**
 * What the sampler needs of a causal diffusion network (docs/method.md, section 2). `inference/` implements it over ONNX
 * Runtime; tests implement it in a few lines. Batch entries are independent; guidance runs [conditional, null].
 */
export interface Network {
  /** Numbers per token. */
  readonly channels: number;
  /** Encodes the condition tokens of each label index: the cache every run starts from. `labels` [batch]. */
  encodeCondition(labels: Int32Array): Promise<KeyValueCache>;
  /**
   * Appends clean tokens in one pass: they attend the cache and each other.
   * @param tokens [batch, n, channels] float32 @param positions [n, 2] row, column on the window's grid
   * @returns a new cache; the given one stays valid (branches and variants share prefixes).
   */
  append(cache: KeyValueCache, tokens: Float32Array, positions: Int32Array): Promise<KeyValueCache>;
  /**
   * The network's prediction for noisy tokens that attend the cache and each other; nothing is cached.
   * @param time the time the network is given: t in [0, 1] for rectified flow, the original timestep for DDPM
   * @returns [batch, n, channels] float32
   */
  predict(
    cache: KeyValueCache,
    noisy: Float32Array,
    positions: Int32Array,
    time: number,
  ): Promise<Float32Array>;
}

/** Keys and values of everything committed so far; immutable. */
export interface KeyValueCache {
  readonly batch: number;
  /** Condition tokens included. */
  readonly tokens: number;
  /** Memory it holds, in bytes. */
  readonly bytes: number;
  /** Frees what it holds on a device, which nothing else does; no call may be given it afterwards. */
  release(): void;
}

/** Rows and columns of tokens on the window's grid, [n, 2]. */
export function tokenPositions(grid: TokenGrid, tokens: Int32Array): Int32Array {
  const positions = new Int32Array(tokens.length * 2);
  tokens.forEach((token, index) => {
    positions[2 * index] = tokenRow(grid, token);
    positions[2 * index + 1] = tokenColumn(grid, token);
  });
  return positions;
}
