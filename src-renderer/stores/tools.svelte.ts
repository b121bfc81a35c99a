import type { ToolName } from '#shared/text/actions.ts';
import type { PreferencesStore } from './preferences.svelte.ts';

export const brushLimits = { smallest: 1, largest: 2000 } as const;
const sizeStep = 1.2;
const hardnessStep = 0.1;

export type EffortStroke = 'more' | 'less' | 'erase';

/** The chosen tool and its numbers. Brush size is its diameter in document pixels. */
export class ToolsStore {
  current = $state<ToolName>('brush');
  /** What a stroke of the effort pen does. */
  effortStroke = $state<EffortStroke>('more');
  /** Pixels for grow, shrink and feather. */
  amount = $state(8);

  constructor(private readonly preferences: PreferencesStore) {}

  get brushSize(): number {
    return this.preferences.value.brushSize;
  }

  get brushHardness(): number {
    return this.preferences.value.brushHardness;
  }

  setBrushSize(size: number): void {
    const brushSize = Math.round(Math.min(brushLimits.largest, Math.max(brushLimits.smallest, size)));
    this.preferences.change({ brushSize });
  }

  setBrushHardness(hardness: number): void {
    this.preferences.change({ brushHardness: Math.round(Math.min(1, Math.max(0, hardness)) * 100) / 100 });
  }

  /** One key press larger or smaller: by a fifth, at least a pixel. */
  stepBrushSize(direction: 1 | -1): void {
    const next = Math.round(this.brushSize * sizeStep ** direction);
    this.setBrushSize(next === this.brushSize ? next + direction : next);
  }

  stepBrushHardness(direction: 1 | -1): void {
    this.setBrushHardness(this.brushHardness + direction * hardnessStep);
  }
}
