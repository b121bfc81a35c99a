import { focusKind } from '#renderer/actions/keys.ts';
import { text } from '#shared/text/text.ts';
import { activeTool } from '#renderer/stores/active-tool.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import type { CanvasTool, PointerSample } from './tools/canvas-tool.ts';
import { toDocument } from './viewport.ts';

/** CSS pixels one arrow key moves the cross-hair, without and with Shift. */
const step = 8;
const largeStep = 48;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The pointer of those who use the keyboard: arrows move it, Space puts the pen down and lifts it. */
export class KeyboardPointer {
  /** Document pixels; null while the mouse is used. */
  at: { x: number; y: number } | null = null;
  down = false;
  /** Space is held to move the picture. */
  panning = false;

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
    private readonly tool: () => CanvasTool,
    /** The pen is put down. */
    private readonly pressed: () => void,
    private readonly redraw: () => void,
  ) {}

  /** Listens until the returned function is called. */
  listen(): () => void {
    const onKey = (event: KeyboardEvent): void => this.onKey(event);
    const onSpace = (event: KeyboardEvent): void => this.onSpace(event);
    const onRelease = (event: KeyboardEvent): void => {
      if (event.code === 'Space') this.setPanning(false);
      else if (event.target === this.element && arrows[event.key] !== undefined) this.tellPlace();
    };
    const onBlur = (): void => this.lift();
    this.element.addEventListener('keydown', onKey);
    this.element.addEventListener('blur', onBlur);
    window.addEventListener('keydown', onSpace);
    window.addEventListener('keyup', onRelease);
    return () => {
      this.element.removeEventListener('keydown', onKey);
      this.element.removeEventListener('blur', onBlur);
      window.removeEventListener('keydown', onSpace);
      window.removeEventListener('keyup', onRelease);
    };
  }

  /** The mouse took over. */
  yield(): void {
    if (this.at === null) return;
    this.lift();
    this.at = null;
  }

  private onKey(event: KeyboardEvent): void {
    const direction = arrows[event.key];
    if (this.app.documents.current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    // While turns are looked at the arrows go from turn to turn.
    const looking = this.app.turns.waiting && activeTool(this.app) === 'hand';
    if (direction !== undefined && !looking) {
      event.preventDefault();
      this.move(direction, event.shiftKey);
    } else if (event.code === 'Space' && this.at !== null) {
      event.preventDefault();
      if (!event.repeat) this.press();
    }
  }

  private onSpace(event: KeyboardEvent): void {
    if (event.code !== 'Space' || event.repeat || event.defaultPrevented) return;
    const focus = focusKind(event.target);
    if (focus.typing || focus.pressable || focus.layered) return;
    event.preventDefault();
    this.setPanning(true);
  }

  private setPanning(panning: boolean): void {
    this.panning = panning;
    this.redraw();
  }

  private move([dx, dy]: readonly [number, number], fast: boolean): void {
    const { viewport, size } = this.app.view;
    const by = (fast ? largeStep : step) / viewport.scale;
    this.at ??= toDocument(viewport, size.width / 2, size.height / 2);
    this.at = { x: this.at.x + dx * by, y: this.at.y + dy * by };
    this.app.view.reveal(this.at.x, this.at.y);
    this.app.view.pointer = { x: Math.floor(this.at.x), y: Math.floor(this.at.y) };
    if (this.down) this.tool().move([this.sample(this.at)]);
    this.redraw();
  }

  private press(): void {
    if (this.at === null) return;
    const sample = this.sample(this.at);
    if (this.down) this.tool().up(sample);
    else {
      this.pressed();
      this.tool().down(sample);
    }
    this.down = !this.down;
    this.tellPlace();
    this.redraw();
  }

  /** Reads out where the cross-hair is: after each move, not on its way. */
  private tellPlace(): void {
    if (this.at === null) return;
    const { x, y } = this.at;
    this.app.notices.announce(text.window.crossHair(Math.round(x), Math.round(y), this.down));
  }

  private lift(): void {
    if (this.down && this.at !== null) this.tool().up(this.sample(this.at));
    this.down = false;
    this.redraw();
  }

  private sample = ({ x, y }: { x: number; y: number }): PointerSample => ({
    x,
    y,
    pressure: 1,
    tilt: 0,
    shift: false,
    alt: false,
  });
}
