import type { StepId } from '#shared/runs/run-plan.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import type { SamplerState } from '#engine/sampler/run.ts';
import { initialState, stateBefore } from '#engine/sampler/run.ts';
import { parseState, serialiseState } from '#engine/sampler/state-bytes.ts';
import type { PlannedPass } from '#engine/editing/plan/plan-pass.ts';
import { packHash } from '#engine/editing/recipe/recipe.ts';

/**
 * Everything a variant has decided so far: the sampler's state of each pass begun, in the order of the flat list; only
 * the last one may be unfinished. With the job it determines the rest bit for bit.
 */
export type EditState = readonly SamplerState[];

/** Nothing decided yet. */
export const emptyEditState: EditState = [];

/** What a state belongs to. */
export interface StateOwner {
  readonly passes: readonly PlannedPass[];
  readonly manifest: PackManifest;
}

/** "TSE1" little-endian. */
const magic = 0x31455354;
const hashBytes = 32;
const headerBytes = 8 + hashBytes;
/** Row and column of the window, its level, diffusion steps of the AR step in progress, tokens, bytes of the sampler's state. */
const passWords = 6;

/** What was committed before AR step `at`. */
export const editStateBefore = (state: EditState, at: StepId): EditState =>
  state
    .slice(0, at.pass + (at.step > 0 ? 1 : 0))
    .map((pass, index) => (index === at.pass ? stateBefore(pass, at.step) : pass));

/**
 * A state as bytes, with what is needed to see that it belongs to a plan: the pack's hash, and for each pass its window
 * and the tokens that its numbers are of. Words are 32 bit, little-endian.
 */
export function serialiseEditState(state: EditState, { passes, manifest }: StateOwner): Uint8Array {
  const blocks = state.map((pass, index) => {
    const planned = passes[index]!;
    const tokens = tokensOf(planned, pass);
    const sampler = serialiseState(pass);
    const bytes = new Uint8Array(4 * (passWords + tokens.length) + sampler.length);
    const view = new DataView(bytes.buffer);
    const { row, column } = planned.window;
    const words = [
      row,
      column,
      planned.latticeLevel,
      stepsInProgress(planned, pass),
      tokens.length,
      sampler.length,
    ];
    [...words, ...tokens].forEach((word, at) => view.setInt32(4 * at, word, true));
    bytes.set(sampler, 4 * (passWords + tokens.length));
    return bytes;
  });
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, headerBytes));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, blocks.length, true);
  bytes.set(Buffer.from(packHash(manifest), 'hex'), 8);
  let offset = headerBytes;
  for (const block of blocks) {
    bytes.set(block, offset);
    offset += block.length;
  }
  return bytes;
}

/**
 * Reads a state for a plan. Bytes may come from a file that someone else wrote: nothing of them is believed.
 * @param until reads what was committed before this AR step, and leaves out what follows; null = everything
 * @throws TesseraError project-invalid where they are damaged, or of another pack, or were planned otherwise
 */
export function parseEditState(
  bytes: Uint8Array,
  { passes, manifest }: StateOwner,
  until: StepId | null,
): EditState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < headerBytes || view.getUint32(0, true) !== magic) throw damaged();
  const count = view.getUint32(4, true);
  if (Buffer.from(bytes.subarray(8, headerBytes)).toString('hex') !== packHash(manifest)) throw otherPlan();
  const wanted = until ? Math.min(count, until.pass + (until.step > 0 ? 1 : 0)) : count;
  if (wanted > passes.length) throw otherPlan();
  const state: SamplerState[] = [];
  let offset = headerBytes;
  for (let index = 0; index < wanted; index++) {
    const block = readPass(view, offset);
    offset = block.end;
    const planned = passes[index]!;
    const pass = until?.pass === index ? stateBefore(block.sampler, until.step) : block.sampler;
    if (!belongs(planned, pass, block, manifest)) throw otherPlan();
    if (pass === block.sampler && block.tokens.length !== tokensOf(planned, pass).length) throw damaged();
    // Only the pass in progress may be unfinished.
    const whole = pass.committed.length === planned.arStepSizes.length;
    if (!whole && index < wanted - 1) throw damaged();
    state.push(pass);
  }
  if (!until && offset !== bytes.byteLength) throw damaged();
  if (until && !reaches(state, until, passes)) throw damaged();
  return state;
}

interface PassBlock {
  readonly row: number;
  readonly column: number;
  readonly level: number;
  readonly diffusionSteps: number;
  readonly tokens: readonly number[];
  readonly sampler: SamplerState;
  readonly end: number;
}

function readPass(view: DataView, offset: number): PassBlock {
  const left = (view.byteLength - offset) / 4 - passWords;
  if (left < 0) throw damaged();
  const word = (at: number): number => view.getInt32(offset + 4 * at, true);
  const [row, column, level, diffusionSteps] = [word(0), word(1), word(2), word(3)];
  const [tokenCount, samplerBytes] = [word(4), word(5)];
  if (tokenCount < 0 || samplerBytes < 0 || tokenCount + samplerBytes / 4 > left) throw damaged();
  const begin = offset + 4 * (passWords + tokenCount);
  const end = begin + samplerBytes;
  const tokens = Array.from({ length: tokenCount }, (_, at) => word(passWords + at));
  const sampler = parseState(new Uint8Array(view.buffer, view.byteOffset + begin, samplerBytes));
  return { row, column, level, diffusionSteps, tokens, sampler, end };
}

/** True where these numbers are those of the plan's tokens, in its steps. */
function belongs(
  planned: PlannedPass,
  pass: SamplerState,
  block: PassBlock,
  { channels }: PackManifest,
): boolean {
  const { window, latticeLevel, arStepSizes } = planned;
  if (block.row !== window.row || block.column !== window.column || block.level !== latticeLevel)
    return false;
  if (pass.committed.length > arStepSizes.length) return false;
  if (pass.current && pass.committed.length === arStepSizes.length) return false;
  const tokens = tokensOf(planned, pass);
  if (tokens.some((token, at) => token !== block.tokens[at])) return false;
  const fits = (numbers: Float32Array, step: number): boolean =>
    numbers.length === arStepSizes[step]! * channels && numbers.every(Number.isFinite);
  if (!pass.committed.every(fits)) return false;
  // What was in progress is cut off together with its diffusion steps.
  if (pass === block.sampler && block.diffusionSteps !== stepsInProgress(planned, pass)) return false;
  if (!pass.current) return true;
  const { diffusionStep, noisy } = pass.current;
  const inStep = diffusionStep > 0 && diffusionStep <= block.diffusionSteps;
  return inStep && fits(noisy, pass.committed.length);
}

/** True where everything before `until` is there. */
function reaches(state: EditState, until: StepId, passes: readonly PlannedPass[]): boolean {
  for (let index = 0; index < Math.min(until.pass, passes.length); index++)
    if (state[index]?.committed.length !== passes[index]!.arStepSizes.length) return false;
  const steps = Math.min(until.step, passes[until.pass]?.arStepSizes.length ?? 0);
  return steps === 0 || (state[until.pass]?.committed.length ?? 0) >= steps;
}

/** The tokens that a pass has numbers of, in their order. */
function tokensOf(
  { order, arStepSizes }: PlannedPass,
  { committed, current }: SamplerState,
): readonly number[] {
  const begun = committed.length + (current ? 1 : 0);
  return order.slice(
    0,
    arStepSizes.slice(0, begun).reduce((sum, size) => sum + size, 0),
  );
}

/** Diffusion steps planned for the AR step in progress; 0 between AR steps. */
const stepsInProgress = ({ diffusionSteps }: PlannedPass, { committed, current }: SamplerState): number =>
  current ? diffusionSteps[committed.length]! : 0;

/** The state of one pass; nothing where it was not begun. */
export const passState = (state: EditState, index: number): SamplerState => state[index] ?? initialState;

const damaged = (): TesseraError => new TesseraError('project-invalid', text.refusals.damagedState);

const otherPlan = (): TesseraError => new TesseraError('project-invalid', text.refusals.otherModel);
