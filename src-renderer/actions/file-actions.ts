import { text } from '#shared/text/text.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { conflictOf, selectsNext } from '#renderer/stores/active-tool.ts';
import { type Action, always } from './action.ts';
import { chooseMode } from './tool-actions.ts';

/** Opening, exporting, closing, undo. */
export function fileActions(app: App): Action[] {
  const { documents, dialogs, project, queue, run, turns, view } = app;
  /** An open photo is left as it is: its run continues, its turns wait. */
  const leavable = (): boolean => !run.replays && !documents.comes;
  const several = (): boolean => documents.tabs.length > 1 && leavable();
  const open = (): boolean => documents.current !== null;
  const movable = (): boolean => (!run.busy && turns.mayBeLeft) || (selectsNext(app) && turns.selectionLeft);
  const conflict = (): string | null => conflictOf(app);
  const notReplaying = (): boolean => open() && !run.replays;
  return [
    {
      id: 'open',
      group: 'file',
      keys: ['$mod+KeyO'],
      run: () => void documents.open(),
      enabled: leavable,
      conflict,
    },
    {
      id: 'open-sample',
      group: 'file',
      keys: ['$mod+Alt+KeyO'],
      run: () => void documents.openSample(),
      enabled: leavable,
      conflict,
    },
    {
      id: 'kept-work',
      group: 'file',
      keys: ['$mod+Shift+KeyU'],
      run: () =>
        void documents
          .telling(text.status.working, () => documents.loadRecent())
          .then(() => dialogs.show('kept-work')),
      enabled: leavable,
      conflict,
    },
    {
      id: 'copy',
      group: 'file',
      keys: ['$mod+KeyC'],
      run: () => void documents.copy(run.editable),
      enabled: notReplaying,
      conflict,
    },
    {
      id: 'paste',
      group: 'file',
      keys: ['$mod+KeyV'],
      run: () => void documents.paste(),
      enabled: leavable,
      conflict,
    },
    {
      id: 'new',
      group: 'file',
      keys: ['$mod+KeyN', 'Alt+Digit3'],
      run: () => {
        view.panelOpen = true;
        chooseMode(app, 'generate');
      },
      enabled: always,
    },
    {
      id: 'save-project',
      group: 'file',
      keys: ['$mod+KeyS'],
      run: () => void project.save(false),
      enabled: () => open() && !run.busy && !project.saving,
      conflict,
    },
    {
      id: 'save-project-as',
      group: 'file',
      keys: ['$mod+Shift+KeyS'],
      run: () => void project.save(true),
      enabled: () => open() && !run.busy && !project.saving,
      conflict,
    },
    {
      id: 'replay',
      group: 'file',
      keys: ['$mod+Shift+KeyR'],
      run: () =>
        void project.replay().then(() => {
          if (project.outcome !== null) dialogs.show('replay');
        }),
      enabled: () => open() && run.editable,
      conflict,
    },
    {
      id: 'export',
      group: 'file',
      keys: ['$mod+KeyE'],
      run: () => dialogs.show('export'),
      enabled: notReplaying,
      conflict,
    },
    {
      id: 'apply-to-photos',
      group: 'file',
      keys: ['$mod+Shift+KeyE'],
      run: () => void queue.draftEdits(),
      enabled: () => documents.current?.lastChangedOutsideMask != null,
    },
    {
      id: 'queue',
      group: 'view',
      keys: ['$mod+KeyJ'],
      run: () => (queue.panelOpen = !queue.panelOpen),
      enabled: () => !queue.isEmpty,
    },
    {
      id: 'close',
      group: 'file',
      keys: ['$mod+KeyW'],
      run: () => void documents.close(),
      enabled: () => open() && !run.busy,
      conflict: () => (run.busy && !run.replays ? text.run.waits.closing : conflict()),
    },
    {
      id: 'next-photo',
      group: 'view',
      keys: ['Control+Tab'],
      run: () => documents.step(1),
      enabled: several,
      conflict: () => (documents.tabs.length > 1 ? conflict() : null),
    },
    {
      id: 'previous-photo',
      group: 'view',
      keys: ['Control+Shift+Tab'],
      run: () => documents.step(-1),
      enabled: several,
      conflict: () => (documents.tabs.length > 1 ? conflict() : null),
    },
    {
      id: 'undo',
      group: 'edit',
      keys: ['$mod+KeyZ'],
      run: () => void documents.undo(),
      enabled: () => movable() && (documents.gestures.sending || documents.current?.canUndo === true),
      conflict,
    },
    {
      id: 'redo',
      group: 'edit',
      keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
      run: () => void documents.redo(),
      enabled: () => (movable() || selectsNext(app)) && documents.current?.canRedo === true,
      conflict,
    },
    {
      id: 'packs',
      group: 'settings',
      keys: ['$mod+KeyP'],
      run: () => dialogs.show('packs'),
      enabled: always,
    },
    {
      id: 'preferences',
      group: 'settings',
      keys: ['$mod+Comma'],
      run: () => dialogs.show('preferences'),
      enabled: always,
    },
    {
      id: 'shortcuts',
      group: 'view',
      keys: ['Shift+Slash', 'F1'],
      run: () => dialogs.show('shortcuts'),
      enabled: always,
    },
    ...(hasUpdates
      ? [
          {
            id: 'updates' as const,
            group: 'view' as const,
            keys: [],
            run: () => dialogs.show('updates'),
            enabled: always,
          },
        ]
      : []),
    {
      id: 'glossary',
      group: 'view',
      keys: ['$mod+F1'],
      run: () => dialogs.show('glossary'),
      enabled: always,
    },
    { id: 'about', group: 'view', keys: ['Shift+F1'], run: () => dialogs.show('about'), enabled: always },
  ];
}
