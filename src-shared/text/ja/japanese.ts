import type { Catalogue } from '../english.ts';
import * as actions from './actions.ts';
import * as archives from './archives.ts';
import * as checkpoints from './checkpoints.ts';
import * as commandHelp from './command-help.ts';
import * as commandLine from './command-line.ts';
import * as devices from './devices.ts';
import * as dialogs from './dialogs.ts';
import * as glossary from './glossary.ts';
import * as packs from './packs.ts';
import * as panels from './panels.ts';
import * as pictures from './pictures.ts';
import * as preferences from './preferences.ts';
import * as projects from './projects.ts';
import * as queue from './queue.ts';
import * as recipes from './recipes.ts';
import * as refusals from './refusals.ts';
import * as run from './run.ts';
import * as systemErrors from './system-errors.ts';
import * as turns from './turns.ts';
import * as updates from './updates.ts';
import * as windowText from './window.ts';

/** Everything that is said, in Japanese. */
export const japanese: Catalogue = {
  ...actions,
  ...archives,
  ...checkpoints,
  ...commandHelp,
  ...commandLine,
  ...devices,
  ...dialogs,
  ...glossary,
  ...packs,
  ...panels,
  ...pictures,
  ...preferences,
  ...projects,
  ...queue,
  ...recipes,
  ...refusals,
  ...run,
  ...systemErrors,
  ...turns,
  ...updates,
  ...windowText,
};
