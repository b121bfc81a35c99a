import type { TesseraBridge } from '#shared/contract/bridge.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunStore } from './run.svelte.ts';
import type { TurnsStore } from './turns.svelte.ts';

const full = 100;
/** What is chosen counts once it has not changed for this long, in milliseconds: one undo step for one choice. */
const settled = 700;

/** How much of a fill shows over what was there before, in percent: of the version that is shown, or of the last fill. */
export class OpacityStore {
  /** Its control is open. */
  open = $state(false);
  /** What is chosen and not in the document yet, and of what. */
  private chosen = $state.raw<{ readonly of: string; readonly value: number } | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly run: RunStore,
    private readonly turns: TurnsStore,
  ) {}

  /** A version of a fill is shown that nobody has decided on: what is chosen counts once it is accepted. */
  get ofVersion(): boolean {
    return this.turns.shown !== null && this.turns.kind === 'fill';
  }

  get available(): boolean {
    return this.ofVersion || (this.run.editable && this.documents.current?.fillOpacity != null);
  }

  get value(): number {
    const { chosen, ofVersion } = this;
    if (chosen !== null && chosen.of === this.subject) return chosen.value;
    return ofVersion ? full : (this.documents.current?.fillOpacity ?? full);
  }

  /** What the canvas blends with; null = nothing is to be blended. */
  get shown(): number | null {
    if (!this.available) return null;
    const isChosen = this.chosen !== null && this.chosen.of === this.subject;
    return this.open || (isChosen && (!this.ofVersion || this.value < full)) ? this.value : null;
  }

  choose(value: number): void {
    if (!this.available) return;
    this.chosen = { of: this.subject, value: Math.round(value) };
    clearTimeout(this.timer);
    if (!this.ofVersion) this.timer = setTimeout(() => void this.settle(), settled);
  }

  /** The control closes: what is chosen counts. */
  close(): void {
    this.open = false;
    if (!this.ofVersion) void this.settle();
  }

  /** The version was accepted that this opacity was chosen for. */
  async accepted(opacity: number): Promise<void> {
    if (opacity === full || this.documents.current?.fillOpacity !== full) return;
    this.choose(opacity);
    await this.settle();
  }

  private async settle(): Promise<void> {
    clearTimeout(this.timer);
    const { chosen } = this;
    const { shown } = this.documents;
    if (chosen === null || shown === null || chosen.of !== this.subject) return;
    const request = { documentId: shown.id, opacity: chosen.value };
    const sent = this.documents.telling(text.status.working, () =>
      this.notices.guard(() => ask(this.bridge.documents.setFillOpacity(request))),
    );
    shown.gestures.addPixels(sent);
    const summary = await sent;
    if (summary) {
      this.documents.take(summary);
      this.notices.announce(text.window.opacity.announce(chosen.value));
    }
    if (this.chosen === chosen) this.chosen = null;
  }

  /** What a choice belongs to: it means nothing for anything else. */
  private get subject(): string {
    const { current } = this.documents;
    return this.ofVersion
      ? `versions ${current?.id} ${this.turns.tree?.turns[0]?.id}`
      : `fill ${current?.id} ${current?.pixelRevision}`;
  }
}
