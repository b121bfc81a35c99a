import { undoLabels } from './actions.ts';
import { text } from './text.ts';

const steps = Object.keys(undoLabels) as (keyof typeof undoLabels)[];

/** The name of an undo step in the language spoken now. Journals and projects keep the English one, whatever is spoken. */
export function stepName<Name extends string | null>(english: Name): Name | string {
  const step = steps.find((each) => undoLabels[each] === english);
  return step === undefined ? english : text.undoLabels[step];
}
