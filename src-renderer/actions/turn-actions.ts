import { noExtension } from '#renderer/stores/settings.svelte.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import type { Action } from './action.ts';

/** Share of the canvas that a swipe leaves on either side where what changed is out of sight. */
const swipeMargin = 0.05;

/** Looking through the turns that wait, and deciding. */
export function turnActions(app: App): Action[] {
  const { dialogs, opacity, run, settings, turns, view } = app;
  const shown = (): boolean => turns.shown !== null;
  const deciding = (): boolean => shown() && !run.busy;
  const several = (): boolean => turns.tiles.length > 1;
  /** A swipe begins at what changed. */
  const compare = (): void => {
    const { rect } = turns.shown!;
    turns.setMode(turns.mode === 'compare' ? 'look' : 'compare');
    const { viewport, size } = view;
    const middle = (rect.x + rect.width / 2) * viewport.scale + viewport.x;
    turns.compare.moveTo(Math.min(1 - swipeMargin, Math.max(swipeMargin, middle / size.width)));
  };
  return [
    {
      id: 'leave',
      group: 'run',
      keys: ['Escape'],
      run: () => void turns.leave(),
      enabled: () => turns.waiting && (turns.mode !== 'look' || turns.selected !== null),
    },
    {
      id: 'accept',
      group: 'run',
      keys: ['Enter'],
      run: () => (view.gesture === null ? void acceptShown() : view.gesture.finish()),
      enabled: () => (shown() && run.canAccept && turns.start === null) || view.gesture !== null,
    },
    {
      id: 'discard',
      group: 'run',
      // Never Escape: that leaves modes, and one press too many would throw minutes of work away.
      keys: ['Backspace'],
      run: () => {
        const few = turns.list.length <= 1 && turns.interrupted === null;
        if (few) void turns.discardAll();
        else dialogs.show('discard-turns');
      },
      enabled: () => turns.waiting && !run.busy,
    },
    {
      id: 'discard-turn',
      group: 'run',
      keys: ['Delete'],
      run: () => void turns.discard(turns.shownId!),
      enabled: deciding,
    },
    {
      id: 'again',
      group: 'run',
      keys: ['KeyA'],
      run: () => void run.start(),
      enabled: () => deciding() && run.obstacle === null,
    },
    {
      id: 'previous-turn',
      group: 'run',
      keys: ['ArrowLeft', 'Alt+ArrowLeft'],
      run: () => turns.stepShown(-1),
      enabled: several,
    },
    {
      id: 'next-turn',
      group: 'run',
      keys: ['ArrowRight', 'Alt+ArrowRight'],
      run: () => turns.stepShown(1),
      enabled: several,
    },
    {
      id: 'without-detail',
      group: 'run',
      keys: ['KeyW'],
      run: () => (view.showLayout = true),
      end: () => (view.showLayout = false),
      enabled: () => turns.shown !== null && turns.shown.report.detailStage !== 'off',
    },
    {
      id: 'compare-turns',
      group: 'run',
      keys: ['KeyC'],
      run: compare,
      enabled: () => deciding() && (turns.hasBefore || turns.list.length > 1),
    },
    {
      id: 'compare-mode',
      group: 'run',
      keys: ['Shift+KeyC'],
      run: () => (turns.compare.mode = turns.compare.mode === 'swipe' ? 'side' : 'swipe'),
      enabled: () => turns.mode === 'compare',
    },
  ];

  async function acceptShown(): Promise<void> {
    const { ofVersion, value } = opacity;
    if (!(await run.accept())) return;
    settings.extendBy = noExtension;
    if (ofVersion) await opacity.accepted(value);
  }
}
