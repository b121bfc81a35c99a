import { kernels, type Kernels } from '#engine/imaging/kernels/kernels.ts';
import { randomKey } from './keyed-random.ts';
import { type CostSettings, createPatchCost, distanceFactorOf } from './patch-cost.ts';
import { measureMeans, type PatchField } from './patch-field.ts';
import { CELL, measureCosts, type SearchSettings, searchMatches } from './patch-search.ts';
import { voteColours, type VoteSettings, votesOf } from './patch-vote.ts';
import { FEATURES } from './pyramid.ts';

/** Means, costs, search, and (unless null) a vote: one round at a level, in WebAssembly where it runs. */
export function searchRound(
  field: PatchField,
  costs: CostSettings,
  search: SearchSettings,
  vote: VoteSettings | null,
): void {
  const compiled = kernels();
  const isEmpty = field.sources.length === 0 || field.targets.length === 0;
  // Without a rim around the targets the search looks beyond the picture.
  if (compiled && !isEmpty && field.radiusX > 0 && field.radiusY > 0)
    return searchCompiled(compiled, field, costs, search, vote);
  const costOf = createPatchCost(field, costs);
  measureMeans(field, field.targets);
  measureCosts(field, costOf);
  searchMatches(field, costOf, search);
  if (vote) voteColours(field, vote);
}

function searchCompiled(
  compiled: Kernels,
  field: PatchField,
  costs: CostSettings,
  search: SearchSettings,
  vote: VoteSettings | null,
): void {
  const { run } = compiled;
  const { level, radiusX, radiusY, sources, targets } = field;
  const { width, height, features, hole } = level;
  compiled.begin(field);
  const at = {
    features: compiled.put(features),
    means: compiled.put(field.means),
    match: compiled.put(field.match),
    cost: compiled.put(field.cost),
  };
  run.setField(
    ...[width, height, radiusX, radiusY, at.features, at.means, compiled.put(hole)],
    ...[compiled.put(field.isSource), compiled.put(field.isTarget)],
    ...[compiled.put(sources), sources.length, compiled.put(targets), targets.length, at.match, at.cost],
  );
  run.measureMeans();
  const count = (2 * radiusX + 1) * (2 * radiusY + 1);
  const guided = costs.guideWeight > 0 ? compiled.put(costs.lowPass) : 0;
  run.measureCosts(costs.lightLimit, costs.guideWeight * count, guided, distanceFactorOf(field, costs));
  const use = compiled.room(4 * Math.ceil(width / CELL) * Math.ceil(height / CELL));
  for (let sweep = search.firstSweep; sweep < search.firstSweep + search.sweeps; sweep++)
    run.searchMatches(
      ...[randomKey(search.seed, level.scale, 2 + sweep), sweep & 1, search.searchRadius, search.tryRadius],
      ...[search.farTries, search.coherence, search.overuse, use],
    );
  compiled.read(at.match, field.match);
  compiled.read(at.cost, field.cost);
  compiled.read(at.means, field.means);
  if (!vote) return;
  const { weights, reachX, reachY, firstRow, rows } = votesOf(field, vote);
  const weightsAt = compiled.put(weights);
  const sums = compiled.room(4 * FEATURES * rows * width);
  const total = compiled.room(4 * rows * width);
  run.voteColours(
    ...[reachX, reachY, vote.lightLimit, Number(vote.contrast), weightsAt, firstRow, rows, sums, total],
  );
  compiled.read(at.features, features);
}
