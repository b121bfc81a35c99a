import type { App } from 'electron';
import { text } from '#shared/text/text.ts';

const minuteMs = 60_000;
/** Chromium starts its graphics process again, and after this many losses takes the next slower way of drawing. */
const lossesPerWay = 3;
/** Long enough for Chromium to have counted a loss itself. */
const settleMs = 1000;

/**
 * Keeps the app alive where the graphics process keeps dying: without the switch Chromium ends the app once it has run out
 * of slower ways of drawing. What canvases lost the windows draw again.
 */
export function superviseGraphics(
  app: App,
  tell: (message: string) => void,
  log: (message: string, detail: unknown) => void,
): void {
  const unlimited = (): void => app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  // Nothing slower is left where the graphics card is not used to begin with.
  if (app.commandLine.hasSwitch('disable-gpu')) unlimited();
  let losses: number[] = [];
  let told = false;
  app.on('child-process-gone', (_, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    log('the graphics process stopped', reason);
    const now = Date.now();
    losses = [...losses.filter((time) => now - time < minuteMs), now];
    if (losses.length < lossesPerWay || told) return;
    told = true;
    setTimeout(unlimited, settleMs);
    tell(text.dialogs.supervisor.graphics);
  });
}
