import type { Component } from 'svelte';
import type { Rect } from '#shared/geometry/rect.ts';
import type { ToolName, undoLabels } from '#shared/text/actions.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import type { CellTest } from '#renderer/stores/kept-cells.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import type { RetouchStrokes } from '#renderer/canvas/mask/retouch-strokes.ts';
import type { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';

/** Where the pointer is: document pixels, pressure 0 to 1 (1 for a mouse), tilt 0 (a pen held upright, a mouse) to 1 (a pen that lies flat). */
export interface PointerSample {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly tilt: number;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** What tools work on. */
export interface ToolContext {
  readonly app: App;
  readonly mask: MaskTiles;
  /** Where texture is never copied from. */
  readonly noSource: MaskTiles;
  readonly retouching: RetouchStrokes;
  /** Bounds of the open document. */
  readonly bounds: () => Rect;
  /** True where a whole token of the region can be kept (stores/kept-cells.ts). */
  readonly inRegion: CellTest;
  /** CSS pixels per document pixel. */
  readonly scale: () => number;
  /** Ends the gesture on the mask and sends it as one undo step. */
  readonly commit: (action: keyof typeof undoLabels) => void;
  /** The same of `noSource`. */
  readonly commitNoSource: () => void;
  readonly redraw: () => void;
}

export interface CanvasTool {
  /** CSS cursor while the tool is chosen; a function where it depends on the place. */
  readonly cursor: string | ((sample: PointerSample) => string);
  down(sample: PointerSample): void;
  /** Every place since the last call, oldest first. */
  move(samples: readonly PointerSample[]): void;
  up(sample: PointerSample): void;
  cancel(): void;
  /** True while what the tool draws must not be mixed with the plan's order. */
  readonly hidesOrder?: boolean;
  /** A second press in quick succession. */
  doubleClick?(): void;
  /** Draws over the picture; `pointer` = where the pointer hovers. */
  draw?(frame: Frame, pointer: PointerSample | null): void;
}

/** A tool as menus, shortcuts and the bar know it; its words are in the catalogue under its name. */
export interface ToolDefinition {
  readonly name: ToolName;
  /** KeyboardEvent.code of the key that takes it up. */
  readonly key: string;
  readonly icon: Component<{ size?: number; strokeWidth?: number }>;
  /** A line stands before it in the bar. */
  readonly startsGroup?: true;
  create(context: ToolContext): CanvasTool;
}
