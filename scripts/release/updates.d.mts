/** Writes updates.json and its signature beside the packages. */
export function writeUpdateList(parts: {
  readonly folder: string;
  readonly packages: readonly string[];
  readonly version: string;
  readonly notes: string;
  /** A private key of Ed25519, PEM. */
  readonly key: string;
}): void;
