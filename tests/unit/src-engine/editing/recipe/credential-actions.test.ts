import { describe, expect, it } from 'vitest';
import { credentialActions } from '#engine/editing/recipe/credential-actions.ts';
import { type RecipeTurn, reshapeTurn } from '#engine/editing/recipe/recipe.ts';

const input = {
  bounds: { x: 0, y: 0, width: 9, height: 9 },
  ...{ channels: 3, bitDepth: 8, hash: '0'.repeat(64) },
};
const turned = reshapeTurn({ kind: 'rotate', degrees: 90 }, input, '1');
const cropped = reshapeTurn({ kind: 'crop', rect: input.bounds }, input, '1');
const made = (kind: 'fill' | 'generate', network: boolean): RecipeTurn => ({
  ...turned,
  ...{ request: { kind }, network },
});

describe('what content credentials say of turns', () => {
  it('begins with the photo that was opened, and says a step that is repeated once', () => {
    expect(credentialActions([])).toEqual([{ action: 'c2pa.opened', source: null }]);
    const written = credentialActions([], { isResized: true, isRecoloured: true });
    expect(written.map(({ action }) => action)).toEqual([
      'c2pa.opened',
      'c2pa.resized',
      'c2pa.color_adjustments',
    ]);
    const turns = [made('fill', true), made('fill', true), made('fill', false), cropped, turned];
    expect(credentialActions(turns)).toEqual([
      { action: 'c2pa.opened', source: null },
      { action: 'c2pa.edited', source: 'compositeWithTrainedAlgorithmicMedia' },
      { action: 'c2pa.edited', source: 'algorithmicallyEnhanced' },
      { action: 'c2pa.cropped', source: null },
      { action: 'c2pa.orientation', source: null },
    ]);
  });

  it('begins anew with a generated picture, which has nothing of what was there', () => {
    expect(credentialActions([made('fill', true), made('generate', true), cropped])).toEqual([
      { action: 'c2pa.created', source: 'trainedAlgorithmicMedia' },
      { action: 'c2pa.cropped', source: null },
    ]);
  });
});
