import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import type { ExtendBy, RunRequest } from '#shared/runs/run-request.ts';
import type { PackSummary } from '#shared/contract/contract.ts';
import { type Rect, rectGrow } from '#shared/geometry/rect.ts';
import { type EffortName } from '#shared/runs/run-choices.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { Paintings } from '#shared/contract/documents.ts';
import { EffortPicture, OrderPicture } from './painted-pictures.ts';
import type { PreferencesStore } from './preferences.svelte.ts';

export type RunMode = RunRequest['kind'];
export const noExtension: ExtendBy = { left: 0, right: 0, top: 0, bottom: 0 };
const maxSide = 20000;
/** Around the frame while it can be dragged, as a part of its longer side. */
const frameRoom = 0.15;
const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 };
/** What belongs to one picture and is never remembered. */
const ofPicture = { subject: null, drawnOrder: null, paintedEffort: null } as const;
/** What was asked of one fill and is never remembered either: orders that mean nothing without its picture. */
const ofFill = ({ order }: Pick<RunSettings, 'order'>) => ({
  label: null,
  order: order === 'drawn' || order === 'from-subject' ? defaultRunSettings.order : order,
});

/** What was chosen for the next fill of one picture: it comes back with it. */
export type PictureChoices = Pick<SettingsStore, 'extendBy' | 'effortPicture' | 'orderPicture'> & {
  readonly value: RunSettings;
};

/** Everything the user chose about the next run; remembered over restarts but for the picture's own parts. */
export class SettingsStore {
  mode = $state<RunMode>('fill');
  value = $state.raw<RunSettings>(defaultRunSettings);
  extendBy = $state.raw<ExtendBy>(noExtension);
  /** The painted effort with its place on the photo. */
  effortPicture = $state.raw<EffortPicture | null>(null);
  /** The drawn order with its place on the photo. */
  orderPicture = $state.raw<OrderPicture | null>(null);
  generateSize = $state.raw({ width: 512, height: 512 });
  /** False until the installed packs are known: there may be one to choose. */
  packsKnown = $state(false);
  /** Resolves once that is so. */
  readonly packsSettled = new Promise<void>((resolve) => (this.settled = resolve));
  declare private settled: () => void;
  /** Told of what is painted now for the next fill of the shown picture. */
  onPainted: ((paintings: Paintings) => void) | null = null;
  /** By a label, of the chosen pack. */
  private packGuidance = defaultRunSettings.guidance;
  /** The pack that is taken where nobody chose one. */
  private defaultPackId = '';

  constructor(private readonly preferences: PreferencesStore) {}

  /** Takes the remembered settings; what belongs to one picture starts afresh. */
  restore(): void {
    const last = { ...defaultRunSettings, ...this.preferences.value.lastSettings };
    this.value = {
      ...last,
      ...ofPicture,
      ...ofFill(last),
      // Remembered settings may be older than the choice: settlePack asks for the other where it is due.
      thinParts: defaultRunSettings.thinParts,
      copied: defaultRunSettings.copied,
      salientObjects: defaultRunSettings.salientObjects,
      maskEdges: defaultRunSettings.maskEdges,
    };
  }

  change(changes: Partial<RunSettings>): void {
    this.value = { ...this.value, ...changes };
    this.preferences.change({ lastSettings: { ...this.value, ...ofPicture } });
    // A drawing counts while its order is chosen.
    if (changes.order !== undefined && this.orderPicture !== null) this.tellPaintings();
  }

  /** Another picture: its points and frames mean nothing there. */
  forgetPicture(): void {
    this.extendBy = noExtension;
    this.effortPicture = null;
    this.orderPicture = null;
    this.value = { ...this.value, ...ofPicture };
  }

  /** What belongs to the picture, and to its next fill. */
  get choices(): PictureChoices {
    const { extendBy, effortPicture, orderPicture, mode } = this;
    // A label for a new picture is none of this one's.
    const value = mode === 'generate' ? { ...this.value, label: null } : this.value;
    return { extendBy, effortPicture, orderPicture, value };
  }

  /** The picture is shown again. A label and its guidance mean something to the pack they were chosen for. */
  takeBack({ extendBy, effortPicture, orderPicture, value }: PictureChoices): void {
    const { subject, drawnOrder, paintedEffort, order, label, guidance, packId } = value;
    this.extendBy = extendBy;
    this.effortPicture = effortPicture;
    this.orderPicture = orderPicture;
    const isOfPicture = ofFill(value).order !== order;
    this.value = {
      ...this.value,
      ...{ subject, drawnOrder, paintedEffort },
      ...(isOfPicture && { order }),
      ...(packId === this.value.packId && { label, guidance }),
    };
  }

  /** The fill is taken, or another picture comes: its label, guidance and picture's order must not lie in wait for the next. */
  forgetFill(): void {
    this.value = { ...this.value, ...ofFill(this.value), guidance: this.packGuidance };
  }

  /** What should appear; null = anything that fits, and nothing is left to guide towards. */
  chooseLabel(label: string | null): void {
    this.change(label === null ? { label, guidance: this.packGuidance } : { label });
  }

  /** Takes a painting of effort; null, or one without any difference, = the dial everywhere. */
  paintEffort(picture: EffortPicture | null): void {
    const used = picture?.used === true ? picture : null;
    this.effortPicture = used;
    this.value = { ...this.value, paintedEffort: used?.toGrey() ?? null };
    this.tellPaintings();
  }

  /** Takes a drawn order and runs in it. */
  drawOrder(picture: OrderPicture): void {
    this.change({ order: 'drawn' });
    this.keepOrder(picture);
  }

  forgetOrder(): void {
    this.keepOrder(null);
  }

  /** What was painted when the picture was last open, unless something is painted already. */
  takePaintings({ effort, order }: Paintings): void {
    if (this.effortPicture !== null || this.orderPicture !== null) return;
    this.effortPicture = effort && EffortPicture.from(effort);
    this.orderPicture = order && OrderPicture.from(order);
    this.value = {
      ...this.value,
      paintedEffort: this.effortPicture?.toGrey() ?? null,
      ...(this.orderPicture && { order: 'drawn', drawnOrder: this.orderPicture.toDrawnOrder() }),
    };
  }

  /** Tells what is painted. Call where it changed. */
  tellPaintings(): void {
    const { effortPicture: effort, orderPicture: order, value } = this;
    this.onPainted?.({
      effort: effort && { area: effort.area, grey: effort.grey },
      order: order && value.order === 'drawn' ? { area: order.area, grey: order.toDrawnOrder().grey } : null,
    });
  }

  /** The selection has other bounds: what was painted stays where it is on the photo. */
  refitPaintings(area: Rect | null): void {
    const { effortPicture, orderPicture } = this;
    if (effortPicture?.covers(area ?? nowhere) === false) this.paintEffort(area && effortPicture.refit(area));
    if (orderPicture?.covers(area ?? nowhere) === false) this.keepOrder(area && orderPicture.refit(area));
  }

  /** Another pack: its own guidances, and the label only where it has it. One that was picked does thin lines, too. */
  choosePack(pack: PackSummary): void {
    const label =
      this.value.label !== null && pack.labels.includes(this.value.label) ? this.value.label : null;
    const { guidance, contextGuidance } = pack.defaults;
    this.packGuidance = guidance;
    const thinParts = this.thinPartsWith(pack);
    this.change({ packId: pack.id, label, guidance, contextGuidance, thinParts });
  }

  /** Keeps the chosen pack where it is usable, else takes the first usable one. */
  settlePack(usable: readonly PackSummary[]): void {
    this.packsKnown = true;
    this.settled();
    this.defaultPackId = usable[0]?.id ?? '';
    const chosen = usable.find((pack) => pack.id === this.value.packId);
    if (chosen) {
      const { guidance, contextGuidance } = chosen.defaults;
      this.packGuidance = guidance;
      const { contextGuidance: remembered } = this.preferences.value.lastSettings;
      const thinParts = this.thinPartsWith(chosen);
      this.change({ guidance, thinParts, ...(remembered === undefined && { contextGuidance }) });
      return;
    }
    const [first] = usable;
    if (first) this.choosePack(first);
  }

  private thinPartsWith({ id }: PackSummary): RunSettings['thinParts'] {
    return id === this.defaultPackId ? defaultRunSettings.thinParts : 'network';
  }

  chooseEffort(effort: EffortName): void {
    this.change({ effort, arSteps: null, diffusionSteps: null });
  }

  rollSeed(): void {
    this.change({ seed: crypto.getRandomValues(new Uint32Array(1))[0]! });
  }

  extend(by: Partial<ExtendBy>): void {
    const limit = (value: number): number => Math.round(Math.min(maxSide, Math.max(0, value)));
    const next = { ...this.extendBy, ...by };
    this.extendBy = {
      left: limit(next.left),
      right: limit(next.right),
      top: limit(next.top),
      bottom: limit(next.bottom),
    };
  }

  get extends(): boolean {
    const { left, right, top, bottom } = this.extendBy;
    return left + right + top + bottom > 0;
  }

  /** What the big button asks for. */
  get request(): RunRequest {
    return this.mode === 'extend' ? { kind: 'extend', by: this.extendBy } : { kind: this.mode };
  }

  /** Bounds of the picture with the frame as it is dragged. */
  extendedBounds(bounds: Rect): Rect {
    const { left, right, top, bottom } = this.extendBy;
    return {
      x: bounds.x - left,
      y: bounds.y - top,
      width: bounds.width + left + right,
      height: bounds.height + top + bottom,
    };
  }

  /** The frame with room around it to be dragged into. */
  frameWithRoom(bounds: Rect): Rect {
    const frame = this.extendedBounds(bounds);
    return rectGrow(frame, Math.round(Math.max(frame.width, frame.height) * frameRoom));
  }

  /** The smallest frame of that aspect ratio (width / height) that holds the picture in its middle. */
  extendToAspect(bounds: Rect, aspect: number): void {
    const width = Math.max(bounds.width, Math.round(bounds.height * aspect));
    const height = Math.max(bounds.height, Math.round(bounds.width / aspect));
    const left = Math.floor((width - bounds.width) / 2);
    const top = Math.floor((height - bounds.height) / 2);
    this.extend({
      left,
      right: width - bounds.width - left,
      top,
      bottom: height - bounds.height - top,
    });
  }

  private keepOrder(picture: OrderPicture | null): void {
    const used = picture?.used === true ? picture : null;
    this.orderPicture = used;
    this.value = { ...this.value, drawnOrder: used?.toDrawnOrder() ?? null };
    this.tellPaintings();
  }
}
