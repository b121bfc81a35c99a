import { describe, expect, it } from 'vitest';
import { parseRecipe, settingsOfTurn } from '#engine/editing/recipe/recipe.ts';
import { fillRun, irregularPicture, maskWith, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

const heal = settingsWith({ layout: 'photo' });
const [width, height] = [150, 140];
const deep = { x: 48, y: 48, width: 44, height: 44 };

/** Dark with light specks: what is copied has only colours of the photo, and every one of them is far from grey. */
function speckled() {
  const image = irregularPicture(width, height);
  for (let i = 0; i < width * height; i++)
    image.data.fill(image.data[i * 3]! > 200 ? 230 : 20, i * 3, i * 3 + 3);
  return image;
}

describe('healing', () => {
  it('copies texture into what is too deep to be continued, without a pack and whatever else is chosen', async () => {
    const image = speckled();
    const settings = { ...heal, label: null, detail: 'model' as const, arSteps: 3 };
    const { plan, patches } = await runEdit({
      ...fillRun(image, maskWith(width, height, [deep]), settings),
      pack: null,
    });
    expect(plan).toMatchObject({ passes: [], tokens: 0, thinPixels: 0, detailStage: 'photo' });
    const { report, samples, rect } = patches[0]!;
    expect(rect).toEqual(deep);
    expect(report).toMatchObject({ tokenEvaluations: 0, changedOutsideMask: 0, device: 'cpu' });
    const light = samples.filter((value) => value > 150).length / samples.length;
    const known = image.data.filter((value) => value > 150).length / image.data.length;
    expect(light).toBeGreaterThan(known / 2);
    expect(light).toBeLessThan(known * 2);
    expect(samples.filter((value) => value > 60 && value < 150).length / samples.length).toBeLessThan(0.05);
  });

  it('continues thin pieces beside it as a fill does, and repeats both from the recipe', async () => {
    const line = { x: 10, y: 10, width: 90, height: 3 };
    const run = { ...fillRun(speckled(), maskWith(width, height, [deep, line]), heal), pack: null };
    const { plan, patches } = await runEdit(run);
    expect(plan.thinPixels).toBe(90 * 3);
    const [turn] = parseRecipe(patches[0]!.recipe);
    const again = await runEdit({ ...run, settings: settingsOfTurn(turn!) });
    expect(again.patches[0]!.samples).toEqual(patches[0]!.samples);
    const old = JSON.parse(patches[0]!.recipe) as { turns: { settings: Record<string, unknown> }[] };
    delete old.turns[0]!.settings['layout'];
    const [oldTurn] = parseRecipe(JSON.stringify(old));
    expect(settingsOfTurn(oldTurn!).layout).toBe('network');
  });

  it('says what to do where nothing is left around to heal from', async () => {
    const all = maskWith(width, height, [{ x: 0, y: 0, width, height }]);
    const healing = runEdit({ ...fillRun(speckled(), all, heal), pack: null });
    await expect(healing).rejects.toMatchObject({ code: 'request-invalid', message: /Paint over less/ });
  });
});
