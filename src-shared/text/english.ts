import { actionGroups, actions, gestures, keyNames, undoLabels } from './actions.ts';
import { archives } from './archives.ts';
import { checkpoints } from './checkpoints.ts';
import { commandHelp } from './command-help.ts';
import { commandLine } from './command-line.ts';
import { devices } from './devices.ts';
import { dialogs } from './dialogs.ts';
import { glossary } from './glossary.ts';
import { packs } from './packs.ts';
import { panels } from './panels.ts';
import { pictures } from './pictures.ts';
import { preferences } from './preferences.ts';
import { projects } from './projects.ts';
import { queue } from './queue.ts';
import { recipes } from './recipes.ts';
import { errorTitles, refusals } from './refusals.ts';
import { run } from './run.ts';
import { systemErrors } from './system-errors.ts';
import { turns } from './turns.ts';
import { updates } from './updates.ts';
import { windowText, status } from './window.ts';

/** The source that all languages are translated from. What goes into files and recipes is taken from here in every language. */
export const english = {
  actions,
  actionGroups,
  archives,
  checkpoints,
  commandHelp,
  commandLine,
  devices,
  dialogs,
  errorTitles,
  gestures,
  glossary,
  keyNames,
  packs,
  panels,
  pictures,
  preferences,
  projects,
  queue,
  recipes,
  refusals,
  run,
  status,
  systemErrors,
  turns,
  undoLabels,
  updates,
  window: windowText,
} as const;

/** The same texts in any language: strings for strings, functions of the same values, lists of the same length. */
export type Translation<Text> = Text extends string
  ? string
  : Text extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof Text]: Translation<Text[Key]> };

/** Everything that is said, in one language. A language that lacks a text of the English one is a type error. */
export type Catalogue = Translation<typeof english>;
