import { actionGroups, actions, gestures, undoLabels } from './actions';
import { dialogs, errorTitle } from './dialogs';
import { panels } from './panels';
import { run } from './run';
import { status } from './status';
import { turns } from './turns';
import { windowText } from './window';

/** Everything a user reads, by area. */
export const text = {
  actions,
  actionGroups,
  dialogs,
  errorTitle,
  gestures,
  panels,
  run,
  status,
  turns,
  undoLabels,
  window: windowText,
} as const;
