import type { Catalogue } from '../english.ts';
import { actionGroups, actions, gestures, keyNames, undoLabels } from './actions.ts';
import { dialogs, errorTitles } from './dialogs.ts';
import { panels } from './panels.ts';
import { pictures } from './pictures.ts';
import { preferences } from './preferences.ts';
import { run } from './run.ts';
import { systemErrors } from './system-errors.ts';
import { turns } from './turns.ts';
import { status, windowText } from './window.ts';

/** Everything that is said, in German. */
export const german: Catalogue = {
  actions,
  actionGroups,
  dialogs,
  errorTitles,
  gestures,
  keyNames,
  panels,
  pictures,
  preferences,
  run,
  status,
  systemErrors,
  turns,
  undoLabels,
  window: windowText,
};
