import { randomUUID } from 'node:crypto';
import { mkdir, statfs } from 'node:fs/promises';
import { writing } from '#engine/files/system-errors.ts';
import { inspectPackFile } from '#engine/packs/pack-file.ts';
import { obstacleTo, type PackDirectories } from '#engine/packs/registry.ts';
import type { PackOffer } from '#shared/contract/packs.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** Packs' files that were opened, whoever opened them: the window shows what one is, and the user installs it or does not. */
export class PackOffers {
  /** The last one. Its path stays here. */
  private offered: { readonly id: string; readonly path: string } | null = null;

  constructor(
    private readonly packs: PackDirectories & { readonly user: string },
    private readonly show: (offer: PackOffer) => void,
  ) {}

  /** @throws TesseraError file-not-found, file-unreadable, pack-invalid, pack-version */
  async offer(path: string): Promise<void> {
    const facts = await inspectPackFile(path);
    await writing(this.packs.user, mkdir(this.packs.user, { recursive: true }));
    const { bavail, bsize } = await statfs(this.packs.user);
    const id = randomUUID();
    this.offered = { id, path };
    this.show({
      ...facts,
      id,
      freeBytes: bavail * bsize,
      obstacle: await obstacleTo(facts.packId, this.packs),
    });
  }

  /** What may now be installed. @throws TesseraError request-invalid, pack-invalid, and as `offer` */
  async take(id: string): Promise<{ path: string; packId: string }> {
    const { offered } = this;
    if (offered?.id !== id) throw new TesseraError('request-invalid', text.dialogs.packs.offerGone);
    const { packId } = await inspectPackFile(offered.path);
    const obstacle = await obstacleTo(packId, this.packs);
    if (obstacle !== null) throw new TesseraError('pack-invalid', obstacle);
    return { path: offered.path, packId };
  }
}
