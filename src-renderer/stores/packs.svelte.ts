import type { TesseraBridge } from '../../src-shared/contract/bridge';
import type { DeviceSummary, PackSummary } from '../../src-shared/contract/contract';
import { text } from '../../src-shared/text/text';
import { ask } from '../bridge/bridge';
import type { Notices } from './notices.svelte';

/** Installed packs, the devices of this machine, and an import under way. */
export class PacksStore {
  list = $state.raw<readonly PackSummary[]>([]);
  devices = $state.raw<readonly DeviceSummary[]>([]);
  importing = $state.raw<{ readonly fraction: number; readonly message: string } | null>(null);
  loaded = $state(false);

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
  ) {
    bridge.on('packs/changed', (packs) => (this.list = packs));
    bridge.on('packs/import-progress', (progress) => {
      if (this.importing !== null) this.importing = progress;
    });
  }

  get usable(): readonly PackSummary[] {
    return this.list.filter((pack) => pack.problem === null);
  }

  async load(): Promise<void> {
    this.list = (await this.notices.guard(() => ask(this.bridge.packs.list()))) ?? [];
    this.loaded = true;
    this.devices = (await this.notices.guard(() => ask(this.bridge.devices.list()))) ?? [];
  }

  /** The pack that was imported; null where it was cancelled or failed. */
  async import(): Promise<PackSummary | null> {
    if (this.importing !== null) return null;
    this.importing = { fraction: 0, message: '' };
    const pack = (await this.notices.guard(() => ask(this.bridge.packs.import()))) ?? null;
    this.importing = null;
    if (pack === null) return null;
    this.list = [...this.list.filter((other) => other.id !== pack.id), pack];
    this.notices.info(text.dialogs.packs.importDone(pack.name));
    return pack;
  }

  async cancelImport(): Promise<void> {
    await this.notices.guard(() => ask(this.bridge.packs.cancelImport()));
  }

  async remove(id: string): Promise<void> {
    const list = await this.notices.guard(() => ask(this.bridge.packs.delete(id)));
    if (list !== undefined) this.list = list;
  }
}
