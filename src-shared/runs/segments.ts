import type { StepId } from './run-plan.ts';
import type { RunSettings } from './run-settings.ts';

/** What an ancestor decided: its settings hold before AR step `until`, counted over the flat list of passes. */
export interface EditSegment {
  /** With the ancestor's own seed; `variants` and `device` don't count. */
  readonly settings: RunSettings;
  readonly until: StepId;
}

/** Below 0 where `a` comes before `b`, 0 where they are the same step. */
export const compareSteps = (a: StepId, b: StepId): number => a.pass - b.pass || a.step - b.step;

/**
 * What a turn from AR step `at` of another one inherits: that one's own segments as far as they reach, and its settings
 * for what it made itself.
 * @param earlier the other turn's inherited segments, oldest first @param settings its own, with its own seed
 */
export function segmentsBefore(
  earlier: readonly EditSegment[],
  settings: RunSettings,
  at: StepId,
): readonly EditSegment[] {
  const inherited = [...earlier, { settings, until: at }];
  const last = inherited.findIndex(({ until }) => compareSteps(until, at) >= 0);
  return [...inherited.slice(0, last), { ...inherited[last]!, until: at }];
}

/** Settings with the strongest guidance of all that is computed: what a run needs memory for. */
export const heaviestSettings = (settings: RunSettings, computed: readonly EditSegment[]): RunSettings => ({
  ...settings,
  guidance: strongest('guidance', settings, computed),
  contextGuidance: strongest('contextGuidance', settings, computed),
});

const strongest = (
  kind: 'guidance' | 'contextGuidance',
  settings: RunSettings,
  computed: readonly EditSegment[],
): number => Math.max(settings[kind], ...computed.map((segment) => segment.settings[kind]));
