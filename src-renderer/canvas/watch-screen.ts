/**
 * Calls `redraw` whenever canvases below `element` have to be drawn again though nothing in the app changed: the graphics
 * process was lost and came back, or the screen has another density. Until the returned function is called.
 */
export function watchScreen(element: HTMLElement, redraw: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  // The event does not bubble, but it is captured.
  element.addEventListener('contextrestored', redraw, { capture: true, signal });
  const watchDensity = (): void => {
    const density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = (): void => {
      redraw();
      watchDensity();
    };
    density.addEventListener('change', changed, { once: true, signal });
  };
  watchDensity();
  return () => ended.abort();
}
