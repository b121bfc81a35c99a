import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type {
  CheckpointChoice,
  DeviceSummary,
  PackPrecisionName,
  PackSummary,
} from '#shared/contract/contract.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { Notices } from './notices.svelte.ts';

/** Installed packs, the devices of this machine, and an import under way. */
export class PacksStore {
  list = $state.raw<readonly PackSummary[]>([]);
  devices = $state.raw<readonly DeviceSummary[]>([]);
  importing = $state.raw<{ readonly fraction: number; readonly message: string } | null>(null);
  /** Checkpoints that were chosen and wait for a precision. */
  choice = $state.raw<CheckpointChoice | null>(null);
  /** The two files are being chosen or looked into. */
  choosing = $state(false);
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
  }

  /** Takes as long as the engine takes to start. */
  async loadDevices(): Promise<void> {
    this.devices = (await this.notices.guard(() => ask(this.bridge.devices.list()))) ?? [];
  }

  /** Asks for checkpoints; what they hold is then in `choice`. */
  async choose(): Promise<void> {
    if (this.choosing || this.importing !== null) return;
    this.choosing = true;
    this.choice = (await this.notices.guard(() => ask(this.bridge.packs.chooseCheckpoints()))) ?? null;
    this.choosing = false;
  }

  forgetChoice(): void {
    this.choice = null;
  }

  /** Imports the choice. The pack; null where it was cancelled or failed: the choice then stays, for another try. */
  async import(precision: PackPrecisionName): Promise<PackSummary | null> {
    const { choice } = this;
    if (this.importing !== null || choice === null) return null;
    this.importing = { fraction: 0, message: '' };
    const request = { choiceId: choice.id, precision };
    const pack = (await this.notices.guard(() => ask(this.bridge.packs.import(request)))) ?? null;
    this.importing = null;
    if (pack === null) return null;
    this.choice = null;
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
