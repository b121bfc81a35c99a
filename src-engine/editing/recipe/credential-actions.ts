import type { ConvertedPicture } from '#engine/imaging/codec/index.ts';
import type { CredentialAction } from '#engine/imaging/codec/content-credentials/sign-picture.ts';
import { digitalSourceOf } from './recipe-of-file.ts';
import type { RecipeTurn } from './recipe.ts';

const actions = {
  generate: 'c2pa.created',
  fill: 'c2pa.edited',
  extend: 'c2pa.edited',
  crop: 'c2pa.cropped',
  rotate: 'c2pa.orientation',
  straighten: 'c2pa.orientation',
} as const satisfies Record<RecipeTurn['request']['kind'], CredentialAction['action']>;

const asMade = { isResized: false, isRecoloured: false };

/**
 * What content credentials say of the turns since a picture was opened or begun; the same step several times is said once. A
 * generated picture has nothing of what was there before it. @param written what was done to it when it was written
 */
export function credentialActions(
  turns: readonly RecipeTurn[],
  { isResized, isRecoloured }: Pick<ConvertedPicture, 'isResized' | 'isRecoloured'> = asMade,
): readonly CredentialAction[] {
  const begun = turns.findLastIndex(({ request }) => request.kind === 'generate');
  const steps: CredentialAction[] = turns.slice(Math.max(begun, 0)).map((turn) => ({
    action: actions[turn.request.kind],
    source: digitalSourceOf([turn]),
  }));
  if (steps[0]?.action !== 'c2pa.created') steps.unshift({ action: 'c2pa.opened', source: null });
  if (isResized) steps.push({ action: 'c2pa.resized', source: null });
  if (isRecoloured) steps.push({ action: 'c2pa.color_adjustments', source: null });
  return steps.filter(({ action, source }, at) => {
    const before = steps[at - 1];
    return before?.action !== action || before.source !== source;
  });
}
