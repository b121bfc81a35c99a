import { actionGroups, actions, gestures, undoLabels } from './actions.ts';
import { dialogs, errorTitle } from './dialogs.ts';
import { panels } from './panels.ts';
import { pictures } from './pictures.ts';
import { preferences } from './preferences.ts';
import { run } from './run.ts';
import { turns } from './turns.ts';
import { windowText, status } from './window.ts';

/** Everything a user reads, by area. */
export const text = {
  actions,
  actionGroups,
  dialogs,
  errorTitle,
  gestures,
  panels,
  pictures,
  preferences,
  run,
  status,
  turns,
  undoLabels,
  window: windowText,
} as const;
