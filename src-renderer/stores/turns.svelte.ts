import type { RunRequest } from '#shared/runs/run-request.ts';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { StepId } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import type { InterruptedRun, Turn, TurnStart, TurnStep, TurnTree } from '#shared/runs/turns.ts';
import type { ToolName } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import { CompareStore } from './compare.svelte.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import { KeepStore } from './keep.svelte.ts';
import type { Notices } from './notices.svelte.ts';

/** Tools that can be used while turns wait: `keep`, and those that choose settings of the next turn. */
const reviewTools = ['keep', 'subject', 'order-pen', 'effort-pen'] as const satisfies readonly ToolName[];
type ReviewTool = (typeof reviewTools)[number];
export const isReviewTool = (tool: ToolName): tool is ReviewTool =>
  (reviewTools as readonly ToolName[]).includes(tool);

/** What pointer and keys do while turns wait: `edit` = the chosen tool works as before. */
export type ReviewMode = 'look' | 'edit' | 'compare' | ReviewTool;

/** The turns that wait for a decision, the one on the picture, and where the next one starts. */
export class TurnsStore {
  tree = $state.raw<TurnTree | null>(null);
  /** The turn on the picture; null = the active run, or the photo where there is none. */
  shownId = $state<string | null>(null);
  mode = $state<ReviewMode>('look');
  /** The AR step pointed at or focused: the picture shows that moment. */
  pointed = $state.raw<StepId | null>(null);
  /** The AR step from which the next turn is made anew. */
  selected = $state.raw<StepId | null>(null);
  lastReport = $state.raw<RunReport | null>(null);
  readonly keep = new KeepStore();
  readonly compare = new CompareStore();
  private readonly numbers = new TurnNumbers();
  private changes = 0;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
  ) {
    bridge.on('turns/changed', ({ documentId, tree }) => {
      if (documentId === this.documents.current?.id) this.take(tree);
    });
  }

  get list(): readonly Turn[] {
    return this.tree?.turns ?? [];
  }

  get shown(): Turn | null {
    return this.byId(this.shownId);
  }

  get interrupted(): InterruptedRun | null {
    return this.tree?.interrupted ?? null;
  }

  /** Something waits for a decision: pixels and selection cannot change until it is taken. */
  get waiting(): boolean {
    return this.list.length > 0 || this.interrupted !== null;
  }

  /** What the region asks for; null where there is none. */
  get request(): RunRequest | null {
    return this.waiting ? (this.tree?.request ?? null) : null;
  }

  /** What is made, or waits; null = nothing. */
  get kind(): RunRequest['kind'] | null {
    return this.tree?.request.kind ?? null;
  }

  /** There was a picture before: none was where one is made from nothing. */
  get hasBefore(): boolean {
    const { current } = this.documents;
    return this.kind === null ? current?.isGenerated === false : this.kind !== 'generate';
  }

  /** The selection is another one than that of the turns that wait, or of the fill that runs. */
  get selectionLeft(): boolean {
    return this.kind === 'fill' && this.documents.current?.maskIsTaken === false;
  }

  /** Nothing waits that nobody has decided on: undo and redo may lead away. */
  get mayBeLeft(): boolean {
    return !this.waiting || (this.tree?.accepted != null && this.interrupted === null);
  }

  /** Where the next turn starts; null = from the start. */
  get start(): TurnStart | null {
    const { shown, selected, mode } = this;
    if (mode === 'keep' && this.keep.count > 0) return { kind: 'keep', kept: this.keep.parts };
    return shown !== null && selected !== null ? { kind: 'step', turnId: shown.id, at: selected } : null;
  }

  byId = (id: string | null): Turn | null => this.list.find((turn) => turn.id === id) ?? null;
  /** The number a turn keeps for as long as the window knows it. */
  numberOf = (id: string): number => this.numbers.of(id);
  origin = (turn: Turn): string => originOf(turn, this.list, this.numberOf);

  /** Takes what waits in a document that was just opened; null where nothing does. */
  async load(documentId: string): Promise<TurnTree | null> {
    const { changes } = this;
    const tree = await this.notices.guard(() => ask(this.bridge.turns.tree(documentId)));
    if (tree === undefined || changes !== this.changes || this.documents.current?.id !== documentId)
      return this.tree;
    this.take(tree);
    if (this.shown === null && tree?.running == null) this.show(this.list.at(-1)?.id ?? null);
    return tree;
  }

  /** Another document: its own turns are loaded apart. */
  forget(): void {
    this.take(null);
    this.lastReport = null;
  }

  show(id: string | null): void {
    if (this.shownId !== id) {
      this.pointed = null;
      this.selected = null;
    }
    this.shownId = id;
    const turn = this.byId(id);
    if (turn === null) return;
    if (this.mode === 'compare') this.compare.put('right', turn.id);
    this.lastReport = turn.report;
    this.notices.announce(
      text.turns.announceShown(this.numberOf(turn.id), this.list.length, this.origin(turn)),
    );
  }

  /** What can be shown: every turn, and the active run (null) after them. */
  get tiles(): readonly (string | null)[] {
    const ids = this.list.map(({ id }) => id);
    return this.tree?.running == null ? ids : [...ids, null];
  }

  /** The next or previous one, round and round. */
  stepShown(direction: 1 | -1): void {
    const { tiles } = this;
    const at = tiles.indexOf(this.shownId);
    const next = tiles[(at + direction + tiles.length) % tiles.length];
    if (next !== undefined) this.show(next);
  }

  /** Chooses where the next turn starts; the same step again takes it back. */
  select(step: TurnStep): void {
    const same = this.selected !== null && sameStep(this.selected, step.at);
    this.selected = same ? null : step.at;
    if (this.mode === 'keep' || this.mode === 'compare') this.mode = 'look';
  }

  setMode(mode: ReviewMode): void {
    if (mode === 'keep') this.selected = null;
    if (mode === 'compare') this.compare.begin(this.list, this.shownId);
    this.mode = mode;
  }

  /** Escape, one thing at a time; false where there is nothing to leave. */
  leave(): boolean {
    if (this.mode !== 'look') this.mode = 'look';
    else if (this.selected !== null) this.selected = null;
    else return false;
    return true;
  }

  async accept(): Promise<boolean> {
    const { shown, tree } = this;
    if (shown === null || tree === null) return false;
    const request = { documentId: tree.documentId, turnId: shown.id };
    const summary = await this.documents.telling(text.status.working, () =>
      this.notices.guard(() => ask(this.bridge.turns.accept(request))),
    );
    if (summary === undefined) return false;
    this.takeOf(summary, null);
    this.notices.announce(text.run.announceAccepted);
    return true;
  }

  async discard(turnId: string): Promise<void> {
    const { tree } = this;
    if (tree === null) return;
    const number = this.numberOf(turnId);
    const request = { documentId: tree.documentId, turnId };
    const left = await this.notices.guard(() => ask(this.bridge.turns.discard(request)));
    if (left === undefined) return;
    this.takeOf(this.documents.tabOf(tree.documentId)?.summary, left);
    this.notices.announce(left === null ? discarded(tree) : text.turns.announceDeleted(number));
    if (left === null) await this.leaveEmpty(tree.request.kind);
  }

  async discardAll(): Promise<void> {
    const { tree } = this;
    if (tree === null) return;
    const summary = await this.documents.telling(text.status.working, () =>
      this.notices.guard(() => ask(this.bridge.turns.discardAll(tree.documentId))),
    );
    if (summary === undefined) return;
    this.takeOf(summary, null);
    this.notices.announce(discarded(tree));
    await this.leaveEmpty(tree.request.kind);
  }

  /**
   * Nothing is left of a picture that was to be generated and was not: the empty one that was opened for it closes, and what was
   * shown before it shows again.
   */
  async leaveEmpty(kind: RunRequest['kind']): Promise<void> {
    const { shown, current } = this.documents;
    const isEmpty = current !== null && !current.canUndo && !current.canRedo && !current.unsaved;
    if (kind !== 'generate' || !isEmpty || shown === null) return;
    await this.documents.switchTo(shown.openedFrom);
    await this.documents.close(shown);
  }

  /** Takes the tree of a document that may no longer be the one that is shown. */
  private takeOf(summary: DocumentSummary | undefined, tree: TurnTree | null): void {
    if (summary === undefined) return;
    this.documents.take(summary);
    if (summary.id === this.documents.current?.id) this.take(tree);
  }

  /** The tree as main says it is now; what is chosen stays where it still exists. */
  private take(tree: TurnTree | null): void {
    this.changes++;
    const before = this.list;
    this.tree = tree;
    this.numbers.learn(this.list);
    if (tree === null) this.numbers.clear();
    if (tree === null || this.keep.span !== tree.tokenSpan) this.keep.start(tree?.tokenSpan ?? 1);
    if (tree === null) this.mode = 'look';
    for (const gone of before.filter(({ id }) => this.byId(id) === null)) this.keep.forget(gone.id);
    this.compare.settle(this.list);
    const { leftId, rightId } = this.compare;
    const lacksSide = !this.hasBefore && (leftId === null || rightId === null);
    if (this.mode === 'compare' && (this.list.length === 0 || lacksSide)) this.mode = 'look';
    // Undo led back to them.
    if (before.length === 0 && tree?.accepted != null) return this.show(tree.accepted);
    const at = before.findIndex(({ id }) => id === this.shownId);
    if (at < 0 || this.shown !== null) return;
    this.show((this.list[at] ?? this.list.at(-1))?.id ?? null);
  }
}

const discarded = ({ request }: TurnTree): string =>
  request.kind === 'generate' ? text.run.announceDiscardedNew : text.run.announceDiscarded;

export const sameStep = (a: StepId, b: StepId): boolean => a.pass === b.pass && a.step === b.step;

/** Numbers turns in the sequence in which they came; a number is never given twice, so that deleting one renames none. */
class TurnNumbers {
  private readonly numbers = new Map<string, number>();

  learn(turns: readonly Turn[]): void {
    for (const { id } of turns) if (!this.numbers.has(id)) this.numbers.set(id, this.numbers.size + 1);
  }

  of = (id: string): number => this.numbers.get(id) ?? this.numbers.size + 1;

  clear(): void {
    this.numbers.clear();
  }
}

/** Where a turn came from, in words. */
function originOf(turn: Turn, all: readonly Turn[], numberOf: (id: string) => number): string {
  const { start } = turn;
  if (start === null) return text.turns.fromStart;
  if (start.kind === 'keep')
    return text.turns.fromKept([...new Set(start.kept.map(({ turnId }) => numberOf(turnId)))]);
  const parent = all.find(({ id }) => id === start.turnId);
  if (parent === undefined) return text.turns.fromGone;
  const index = parent.steps.findIndex(({ at }) => sameStep(at, start.at));
  return text.turns.fromStep(numberOf(parent.id), index + 1);
}

/** The steps a run under way took over from the turn it started from. */
export function inheritedSteps(turns: readonly Turn[], start: TurnStart | null): readonly TurnStep[] {
  if (start?.kind !== 'step') return [];
  const parent = turns.find(({ id }) => id === start.turnId);
  return parent?.steps.filter(({ at }) => compareSteps(at, start.at) < 0) ?? [];
}
