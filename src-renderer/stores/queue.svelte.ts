import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type { QueueDraft, QueuedPhoto, QueueRule, QueueView } from '#shared/contract/queue.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';

/** Photos measured last that tell how long those that wait will take. */
const measured = 12;

/** The queue of photos as main describes it, and what is about to be added to it. */
export class QueueStore {
  view = $state.raw<QueueView>({ isPaused: false, photos: [] });
  progress = $state.raw<{ readonly id: string; readonly fraction: number } | null>(null);
  /** What is about to be added; null = nothing. */
  draft = $state.raw<QueueDraft | null>(null);
  panelOpen = $state(false);
  private isKnown = false;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
  ) {
    bridge.on('queue/changed', (view) => this.show(view));
    bridge.on('queue/photo', (photo) => this.replace(photo));
    bridge.on('queue/progress', (progress) => (this.progress = progress));
  }

  readonly ended = $derived(this.view.photos.filter(hasEnded));
  readonly failed = $derived(this.view.photos.filter(({ status }) => status === 'failed'));

  get isEmpty(): boolean {
    return this.view.photos.length === 0;
  }

  get isThrough(): boolean {
    return this.ended.length === this.view.photos.length;
  }

  /** Seconds that are left, by the pace of those done last; null while none was done. */
  get secondsLeft(): number | null {
    const paces = this.view.photos.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
    const last = paces.slice(-measured);
    if (last.length === 0) return null;
    const mean = last.reduce((sum, seconds) => sum + seconds, 0) / last.length;
    return mean * (this.view.photos.length - this.ended.length);
  }

  fractionOf(id: string): number {
    return this.progress?.id === id ? this.progress.fraction : 0;
  }

  async load(): Promise<void> {
    const view = await this.notices.guard(() => ask(this.bridge.queue.view()));
    // An event that came meanwhile is newer.
    if (view && !this.isKnown) this.show(view);
  }

  /** Begins a draft with what was done to the open photo. */
  async draftEdits(): Promise<void> {
    const { current } = this.documents;
    if (current === null) return;
    await this.documents.telling(text.status.working, async () => {
      await this.documents.gestures.sent();
      await this.begin(() => this.bridge.queue.draftEdits(current.id));
    });
  }

  draftOffered = (): Promise<void> => this.begin(() => this.bridge.queue.draftOffered());
  choosePhotos = (what: 'files' | 'folder'): Promise<void> =>
    this.begin(() => this.bridge.queue.choosePhotos(what));
  chooseTarget = (): Promise<void> => this.begin(() => this.bridge.queue.chooseTarget());

  /** Adds the draft, which stays where that fails. */
  async add(rule: QueueRule, template: string): Promise<void> {
    if (this.draft === null) return;
    const request = { rule, template, settings: this.settings.value };
    const added = await this.notices.guard(async () => {
      await ask(this.bridge.queue.add(request));
      return true;
    });
    if (added !== true) return;
    this.draft = null;
    this.panelOpen = true;
  }

  pause = (): Promise<void> => this.does(() => this.bridge.queue.pause());
  resume = (): Promise<void> => this.does(() => this.bridge.queue.resume());
  retry = (photos: readonly QueuedPhoto[]): Promise<void> =>
    this.does(() => this.bridge.queue.retry(photos.map(({ id }) => id)));
  remove = (photos: readonly QueuedPhoto[]): Promise<void> =>
    this.does(() => this.bridge.queue.remove(photos.map(({ id }) => id)));
  showResult = (id: string): Promise<void> => this.does(() => this.bridge.queue.show(id));

  private async begin(request: () => Promise<Answer<QueueDraft | null>>): Promise<void> {
    const draft = await this.notices.guard(() => ask(request()));
    if (draft) this.draft = draft;
  }

  private async does(request: () => Promise<Answer<void>>): Promise<void> {
    await this.notices.guard(() => ask(request()));
  }

  private show(view: QueueView): void {
    this.isKnown = true;
    this.view = view;
    if (view.photos.length === 0) this.panelOpen = false;
  }

  private replace(photo: QueuedPhoto): void {
    const photos = this.view.photos.map((each) => (each.id === photo.id ? photo : each));
    this.view = { ...this.view, photos };
    if (photo.status !== 'working' && this.progress?.id === photo.id) this.progress = null;
    if (!hasEnded(photo) || !this.isThrough) return;
    const failed = this.failed.length;
    this.notices.info(text.queue.announceEnded(photos.length - failed, failed));
  }
}

const hasEnded = ({ status }: QueuedPhoto): boolean => status === 'done' || status === 'failed';
