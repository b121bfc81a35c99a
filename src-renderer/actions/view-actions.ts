import { type Rect, rectGrow } from '#shared/geometry/rect.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { type Action, always } from './action.ts';

/** How the picture and the window look. */
export function viewActions(app: App): Action[] {
  const { documents, settings, theme, turns, view } = app;
  const open = (): boolean => documents.current !== null;
  const region = (): Rect | null => turns.shown?.rect ?? documents.current?.maskBounds ?? null;
  const fit = (): void => {
    const bounds = documents.current?.bounds;
    if (bounds) view.fit(settings.mode === 'extend' ? settings.frameWithRoom(bounds) : bounds);
  };
  return [
    {
      id: 'zoom-in',
      group: 'view',
      keys: ['$mod+Equal', 'Equal'],
      run: () => view.zoomStep(1),
      enabled: open,
    },
    {
      id: 'zoom-out',
      group: 'view',
      keys: ['$mod+Minus', 'Minus'],
      run: () => view.zoomStep(-1),
      enabled: open,
    },
    { id: 'zoom-fit', group: 'view', keys: ['$mod+Digit0', 'KeyF'], run: fit, enabled: open },
    {
      id: 'zoom-actual',
      group: 'view',
      keys: ['$mod+Digit1', 'KeyZ'],
      run: () => view.zoomTo(1),
      enabled: open,
    },
    {
      id: 'zoom-region',
      group: 'view',
      keys: ['Shift+KeyZ'],
      run: () => {
        const area = region();
        if (area !== null) view.showPart(rectGrow(area, Math.max(area.width, area.height) / 4));
      },
      enabled: () => region() !== null,
    },
    {
      id: 'toggle-panel',
      group: 'view',
      keys: ['$mod+Backslash'],
      run: () => (view.panelOpen = !view.panelOpen),
      // On the first page there is none.
      enabled: () => open() || settings.mode === 'generate',
    },
    {
      id: 'follow-system-theme',
      group: 'view',
      keys: ['$mod+Alt+KeyL'],
      run: () => theme.choose('system'),
      enabled: always,
    },
    {
      id: 'toggle-theme',
      group: 'view',
      keys: ['$mod+Shift+KeyL'],
      run: () => theme.toggle(),
      enabled: always,
    },
  ];
}
