import { expect, it } from 'vitest';
import { fileWork } from '#tests/fixtures/file-work.ts';
import { failEachCall, systemCodes } from '#tests/fixtures/system-failures.ts';

/** One code for each call, in turn; the campaign tries all of them. */
const inTurn = (call: number): string[] => [systemCodes[call % systemCodes.length]!];

it.each(fileWork)(
  '$name: whatever the system answers to whichever of its calls is a sentence, or costs nothing',
  async (work) => {
    const { findings, failures } = await failEachCall(work, inTurn);
    expect(findings).toEqual([]);
    expect(failures).toBeGreaterThan(0);
  },
);
