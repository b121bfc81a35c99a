import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type {
  CheckpointChoice,
  DeviceSummary,
  PackOffer,
  PackPrecisionName,
  PackSummary,
} from '#shared/contract/contract.ts';
import type { DeviceState } from '#shared/runs/device-choice.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { Notices } from './notices.svelte.ts';

/** Installed packs, the devices of this machine, and an import under way. */
export class PacksStore {
  list = $state.raw<readonly PackSummary[]>([]);
  devices = $state.raw<readonly DeviceSummary[]>([]);
  /** What `auto` takes with the chosen pack; null = not known. */
  device = $state.raw<DeviceState | null>(null);
  importing = $state.raw<{ readonly fraction: number; readonly message: string } | null>(null);
  /** Checkpoints that were chosen and wait for a precision. */
  choice = $state.raw<CheckpointChoice | null>(null);
  /** A pack's file that was opened and waits for an answer. */
  offer = $state.raw<PackOffer | null>(null);
  /** The two files are being chosen or looked into. */
  choosing = $state(false);
  loaded = $state(false);

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
  ) {
    bridge.on('packs/changed', (packs) => (this.list = packs));
    bridge.on('app/language', () => void this.loadDevices());
    bridge.on('packs/offer', (offer) => {
      if (this.importing === null) this.offer = offer;
    });
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

  /** Asks what `auto` takes with a pack; measured once the window stands and nothing runs. */
  async chooseDevice(packId: string, threads: number): Promise<void> {
    const answer = await this.bridge.devices.choose({ packId, threads });
    // What is wrong with the pack is said where it is to be used.
    this.device = answer.ok ? answer.value : null;
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
    if (choice === null) return null;
    const request = { choiceId: choice.id, precision };
    const pack = await this.write(() => this.bridge.packs.import(request));
    if (pack !== null) this.choice = null;
    return pack;
  }

  /** Asks for a pack's file; what it is is then in `offer`. */
  async chooseFile(): Promise<void> {
    await this.notices.guard(() => ask(this.bridge.packs.chooseFile()));
  }

  /** Installs what is offered. The pack; null where it was cancelled or failed. */
  async install(): Promise<PackSummary | null> {
    const { offer } = this;
    if (offer === null) return null;
    const pack = await this.write(() => this.bridge.packs.install(offer.id));
    if (pack !== null) this.offer = null;
    return pack;
  }

  private async write(request: () => Promise<Answer<PackSummary | null>>): Promise<PackSummary | null> {
    if (this.importing !== null) return null;
    this.importing = { fraction: 0, message: '' };
    const pack = (await this.notices.guard(() => ask(request()))) ?? null;
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
