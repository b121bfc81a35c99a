import Hand from '@lucide/svelte/icons/hand';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const handTool: ToolDefinition = {
  name: 'hand',
  key: 'KeyH',
  icon: Hand,
  create: (context) => new HandTool(context),
};

/** Moves the picture. Also used while Space or the middle button is held, whatever the tool. */
class HandTool implements CanvasTool {
  readonly cursor = 'grab';
  private grabbed: PointerSample | null = null;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    this.grabbed = sample;
  }

  move(samples: readonly PointerSample[]): void {
    const { grabbed } = this;
    const now = samples.at(-1);
    if (grabbed === null || now === undefined) return;
    const scale = this.context.scale();
    // The document point that was grabbed stays under the pointer: samples are in document pixels of the moved view.
    this.context.app.view.pan((now.x - grabbed.x) * scale, (now.y - grabbed.y) * scale);
  }

  up(): void {
    this.grabbed = null;
  }

  cancel(): void {
    this.grabbed = null;
  }
}
