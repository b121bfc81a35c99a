import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type {
  FileOffer,
  OpeningOffer,
  MaskOperation,
  RecentFile,
  RestorableDocument,
} from '#shared/contract/contract.ts';
import type { DocumentHistory } from '#shared/contract/documents.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Opening } from '#shared/pictures/opening.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import type { ExampleName } from '#shared/runs/examples.ts';
import type { Events, FirstLook } from '#shared/contract/events.ts';
import { stepName } from '#shared/text/step-names.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { Notices } from './notices.svelte.ts';
import { Gestures, Tab } from './tab.svelte.ts';

/** Where nothing is open. */
const noGestures = new Gestures();

/** The open documents, the one of them that is shown, and everything a window may ask about documents and their selection. */
export class DocumentsStore {
  /** Every open one, in the sequence in which they were opened. */
  tabs = $state.raw<readonly Tab[]>([]);
  private shownId = $state<string | null>(null);
  recent = $state.raw<readonly RecentFile[]>([]);
  restorable = $state.raw<readonly RestorableDocument[]>([]);
  opening = $state(false);
  /** What takes its time; told of after a moment. */
  working = $state<string | null>(null);
  private copying = false;
  /** Files that were given at once, until one is chosen. */
  offer = $state.raw<FileOffer | null>(null);
  /** Files that can be opened in several ways, until one is chosen for each. */
  openingOffers = $state.raw<readonly OpeningOffer[]>([]);
  /** The preview of the last raw file that was asked about, by the offer's id. */
  openingPreview = $state.raw<Events['app/opening-preview'] | null>(null);
  /** The photo that main is opening; null = none. */
  private coming = $state.raw<FirstLook | null>(null);
  /** The last one, until it is drawn. */
  private last = $state.raw<FirstLook | null>(null);
  private drawnId = $state<string | null>(null);
  /** Changes of the shown document that were asked for in this window; null = main has answered all. */
  changing: Promise<unknown> | null = null;
  /** Told when another document is shown than before, before anything is drawn; null = none. */
  onSwitch: (from: Tab | null, to: Tab | null) => void = () => undefined;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
  ) {
    bridge.on('document/changed', (summary) => this.take(summary));
    bridge.on('document/shown', (summary) => this.show(summary));
    bridge.on('document/opening', (look) => {
      this.coming = look;
      if (look !== null) this.last = look;
      else if (this.current?.id === this.drawnId) this.last = null;
    });
    bridge.on('app/opening-preview', (preview) => (this.openingPreview = preview));
    bridge.on('app/offer-opening', (offer) => (this.openingOffers = [...this.openingOffers, offer]));
    bridge.on('document/closed', ({ id, kept }) => {
      const restore = { label: text.dialogs.welcome.restoreButton, run: () => void this.restore(id) };
      if (kept !== null) this.notices.info(text.dialogs.messages.closedKept(kept), restore);
      this.forget(id);
      void this.loadRecent();
    });
  }

  /** The tab that is shown; null = nothing is open. */
  get shown(): Tab | null {
    return this.tabOf(this.shownId);
  }

  /** The document that is shown. */
  get current(): DocumentSummary | null {
    return this.shown?.summary ?? null;
  }

  /** Gestures on the document that is shown. */
  get gestures(): Gestures {
    return this.shown?.gestures ?? noGestures;
  }

  tabOf = (id: string | null): Tab | null => this.tabs.find((tab) => tab.id === id) ?? null;

  /** What the shown document is called; null = nothing is open. */
  get title(): string | null {
    return this.shown?.title ?? null;
  }

  /** What is known of a photo that is not drawn yet; null = what is open is. */
  get look(): FirstLook | null {
    const isUndrawn = this.current !== null && this.current.id !== this.drawnId;
    return this.coming ?? (isUndrawn ? this.last : null);
  }

  /** Nothing can be edited: what is shown is not the photo itself. */
  get comes(): boolean {
    return this.coming !== null;
  }

  /** All that the window shows of the document is drawn. */
  drawn(id: string): void {
    if (this.drawnId === id) return;
    this.drawnId = id;
    if (this.coming === null) this.last = null;
  }

  /** Something is selected, or soon will be. */
  get selected(): boolean {
    return this.gestures.sending || (this.current !== null && this.current.maskBounds !== null);
  }

  async load(): Promise<void> {
    const open = await this.notices.guard(() => ask(this.bridge.documents.listOpen()));
    for (const summary of open ?? []) this.add(summary);
    const current = await this.notices.guard(() => ask(this.bridge.documents.current()));
    if (current && this.shown === null) this.show(current);
    await this.loadRecent();
  }

  async loadRecent(): Promise<void> {
    this.recent = (await this.notices.guard(() => ask(this.bridge.documents.listRecent()))) ?? [];
    this.restorable = (await this.notices.guard(() => ask(this.bridge.documents.listRestorable()))) ?? [];
  }

  /** Photos are dragged over the window: what opening takes is made ready meanwhile. */
  expect = () => void this.bridge.documents.expect();
  open = () => this.opens(() => ask(this.bridge.documents.openDialog()));
  openSample = () => this.opens(() => ask(this.bridge.documents.openSample()));
  openExample = (name: ExampleName) => this.opens(() => ask(this.bridge.documents.openExample(name)));
  openRecent = (id: string) => this.opens(() => ask(this.bridge.documents.openRecent(id)));
  openDropped = (files: readonly File[]) => this.opens(() => ask(this.bridge.documents.openDropped(files)));
  paste = () => this.opens(() => ask(this.bridge.documents.paste()));
  openAs = (id: string, opening: Opening) =>
    this.opens(() => ask(this.bridge.documents.openAs({ id, opening })));
  openOffered = (id: string) => this.opens(() => ask(this.bridge.documents.openOffered(id)));
  openQueued = (id: string) => this.opens(() => ask(this.bridge.queue.open(id)));
  restore = (id: string) => this.opens(() => ask(this.bridge.documents.restore(id)));
  /** One after the other; the last one is shown. */
  async restoreAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.restore(id);
    await this.loadRecent();
  }

  create = (width: number, height: number) =>
    this.opens(() => ask(this.bridge.documents.new({ width, height })));

  async discardRestorable(id: string): Promise<void> {
    const left = await this.notices.guard(() => ask(this.bridge.documents.discardRestorable(id)));
    if (left !== undefined) this.restorable = left;
  }

  /** Closes a tab, the one that is shown where none is named. Work that no file holds is kept. */
  async close(tab = this.shown): Promise<void> {
    if (tab === null) return;
    await this.telling(text.status.working, async () => {
      await tab.gestures.sent();
      await this.notices.guard(() => ask(this.bridge.documents.close(tab.id)));
    });
  }

  /** Shows another tab; nothing where that one is shown, or gone. */
  async switchTo(id: string | null): Promise<void> {
    const tab = this.tabOf(id);
    if (id === null || tab === null || id === this.shownId) return;
    this.show(tab.summary);
    await this.notices.guard(() => ask(this.bridge.documents.show(id)));
  }

  /** Shows the next or previous tab, round and round. */
  step(direction: 1 | -1): void {
    const { tabs } = this;
    const at = tabs.findIndex(({ id }) => id === this.shownId);
    const next = tabs[(at + direction + tabs.length) % tabs.length];
    if (next) void this.switchTo(next.id);
  }

  async undo(): Promise<void> {
    let label = '';
    await this.changes((id) => {
      label = text.window.undo(stepName(this.current?.undoLabel ?? null));
      return ask(this.bridge.documents.undo(id));
    });
    this.notices.announce(label);
  }

  async redo(): Promise<void> {
    let label = '';
    await this.changes((id) => {
      label = text.window.redo(stepName(this.current?.redoLabel ?? null));
      return ask(this.bridge.documents.redo(id));
    });
    this.notices.announce(label);
  }

  /** Every step of the open photo; undefined where it cannot be had, which is told. */
  async history(): Promise<DocumentHistory | undefined> {
    await this.gestures.sent();
    const { current } = this;
    return current === null
      ? undefined
      : this.notices.guard(() => ask(this.bridge.documents.history(current.id)));
  }

  goTo = (index: number) =>
    this.changes((documentId) => ask(this.bridge.documents.goTo({ documentId, index })));

  clearNoSource = () => this.changes((id) => ask(this.bridge.mask.clearNoSource(id)));
  /** Crops or rotates; the status bar tells of it where it takes a while. */
  async reshape(reshape: Reshape): Promise<void> {
    await this.telling(text.window.crop.working, () =>
      this.changes((documentId) => ask(this.bridge.documents.reshape({ documentId, reshape }))),
    );
  }

  /** Its dialog may stay open while something is painted. */
  loadMask = () => this.takes((id) => ask(this.bridge.mask.load(id)));
  operate = (operation: MaskOperation, pixels = 0) =>
    this.changes((documentId) => ask(this.bridge.mask.operate({ documentId, operation, pixels })));

  async saveMask(): Promise<void> {
    await this.gestures.sent();
    const { current } = this;
    if (current === null) return;
    const saved = await this.notices.guard(() => ask(this.bridge.mask.save(current.id)));
    if (saved) this.notices.info(text.dialogs.messages.maskSaved(saved.name));
  }

  /**
   * Puts the picture on the clipboard, whatever is selected: a selection says what goes, not what is wanted elsewhere.
   * @param isAll false where something runs or waits, which is not in it
   */
  async copy(isAll: boolean): Promise<void> {
    if (this.copying) return;
    this.copying = true;
    const copied = await this.telling(text.dialogs.copy.copying, async () => {
      await this.gestures.sent();
      const { current } = this;
      return this.notices.guard(async () => {
        if (current !== null) await ask(this.bridge.documents.copy(current.id));
        return current;
      });
    });
    this.copying = false;
    if (!copied) return;
    const { bounds, bitDepth, profileName } = copied;
    const done = text.dialogs.copy.done(bounds.width, bounds.height, bitDepth, profileName);
    this.notices.info(isAll ? done : `${done} ${text.dialogs.export.withoutWaiting}`);
  }

  /** Takes a newer description of an open document; what is said of one that is closed comes too late. */
  take(summary: DocumentSummary): void {
    const tab = this.tabOf(summary.id);
    if (tab !== null) tab.summary = summary;
  }

  /** Shows this document from now on. */
  show(summary: DocumentSummary): void {
    const from = this.shown;
    this.add(summary);
    if (from?.id === summary.id) return;
    this.shownId = summary.id;
    if (this.coming === null) this.last = null;
    this.onSwitch(from, this.shown);
  }

  private forget(id: string): void {
    const { shown } = this;
    this.tabs = this.tabs.filter((tab) => tab.id !== id);
    if (shown?.id !== id) return;
    this.shownId = null;
    this.onSwitch(shown, null);
  }

  private add(summary: DocumentSummary): void {
    if (this.tabOf(summary.id) === null) this.tabs = [...this.tabs, new Tab(summary, this.shownId)];
    else this.take(summary);
  }

  private async opens(work: () => Promise<DocumentSummary | null>): Promise<boolean> {
    if (this.opening) return false;
    this.opening = true;
    await this.gestures.sent();
    const summary = await this.notices.guard(work);
    this.opening = false;
    if (!summary) return false;
    this.show(summary);
    return true;
  }

  private async changes(work: (id: string) => Promise<DocumentSummary | null>): Promise<void> {
    const changing = Promise.all([this.changing, this.takes(work)]);
    this.changing = changing;
    await changing;
    if (this.changing === changing) this.changing = null;
  }

  private async takes(work: (id: string) => Promise<DocumentSummary | null>): Promise<void> {
    await this.telling(text.status.working, async () => {
      await this.gestures.sent();
      const { current } = this;
      if (current === null) return;
      const summary = await this.notices.guard(() => work(current.id));
      if (summary) this.take(summary);
    });
  }

  /** Work that may take its time: told of, unless something else is by then. */
  async telling<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const isFirst = this.working === null;
    if (isFirst) this.working = what;
    const result = await work();
    if (isFirst) this.working = null;
    return result;
  }
}
