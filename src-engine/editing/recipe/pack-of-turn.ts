import type { Pack } from '#engine/packs/registry.ts';
import { type Provenance, packHash } from './recipe.ts';

/**
 * The pack that a turn is repeated with: the same content before the same id, since an id depends on where a pack was
 * imported to. A recipe's id never names a folder of the disk.
 * @returns undefined where there is neither
 */
export function packOfTurn(packs: readonly Pack[], { id, hash }: Provenance['pack']): Pack | undefined {
  return (
    packs.find(({ manifest }) => packHash(manifest) === hash) ??
    packs.find(({ manifest }) => manifest.id === id)
  );
}
