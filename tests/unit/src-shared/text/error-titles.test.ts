import { describe, expect, it } from 'vitest';
import { errorCodes } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

describe('the title of an error', () => {
  it.each(errorCodes)('%s says what happened, in a few words of its own', (code) => {
    const title = text.errorTitles[code];
    expect(title).toMatch(/^[A-Z][^.]{3,40}$/);
    expect(errorCodes.filter((other) => text.errorTitles[other] === title)).toEqual([code]);
  });
});
