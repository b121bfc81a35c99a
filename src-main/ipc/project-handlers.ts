import { TesseraError } from '../../src-shared/contract/errors';
import type { AreaHandlers } from './handlers';

/** Handlers of `projects/...` and `recipes/...`. */
export function projectHandlers(): AreaHandlers<'projects' | 'recipes'> {
  const notYet = async (): Promise<never> => {
    throw new TesseraError('internal', 'This version cannot do that yet. Nothing was changed.');
  };
  return { 'projects/save': notYet, 'recipes/replay': notYet };
}
