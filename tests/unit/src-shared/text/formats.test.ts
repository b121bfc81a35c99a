import { describe, expect, it } from 'vitest';
import {
  clockTime,
  byteSize,
  counted,
  detailFraction,
  duration,
  megapixels,
  parameterCount,
  pixelSize,
  zoomPercent,
} from '#shared/text/formats.ts';
import { text } from '#shared/text/text.ts';

describe('formats', () => {
  it.each([
    [0, '0 s'],
    [0.42, '0.4 s'],
    [3, '3 s'],
    [9.97, '10 s'],
    [59.6, '1 min'],
    [80, '1 min 20 s'],
    [7500, '2 h 5 min'],
  ])('%f seconds are "%s"', (seconds, expected) => expect(duration(seconds)).toBe(expected));

  it.each([
    [1, '1/1'],
    [0.5, '1/2'],
    [0.25, '1/4'],
    [0.3, '1/3.3'],
  ])('a scale of %f is detail %s', (scale, expected) => expect(detailFraction(scale)).toBe(expected));

  it('count with the right noun', () => {
    expect(counted(1, 'token', 'tokens')).toBe('1 token');
    expect(counted(0, 'token', 'tokens')).toBe('0 tokens');
    expect(counted(1234, 'token', 'tokens')).toBe('1,234 tokens');
  });

  it('shorten sizes', () => {
    expect(byteSize(512)).toBe('512 B');
    expect(byteSize(2_500_000)).toBe('2.5 MB');
    expect(pixelSize(4272, 2848)).toBe('4,272 × 2,848');
    expect(megapixels(12_166_656)).toBe('12.2 MP');
    expect(megapixels(64)).toBe('64 px');
    expect(parameterCount(714e6)).toBe('714 M');
    expect(parameterCount(6.7e6)).toBe('6.7 M');
    expect(parameterCount(1.236e9)).toBe('1.2 B');
    expect(zoomPercent(0.125)).toBe('13 %');
    expect(zoomPercent(0.015)).toBe('1.5 %');
  });
});

describe('catalogue', () => {
  it('says before a run what detail, tokens and seconds it means', () => {
    expect(text.panels.plan(0.125, 12.3)).toBe('Details down to 8 px · about 12 s');
    expect(text.panels.plan(1, null)).toBe('Details down to 1 px · time measured on the first run');
    expect(text.panels.planSteps(0.5, 64, 8)).toBe('Next run: detail 1/2, 64 tokens in 8 AR steps');
    expect(text.panels.planSteps(1, 1, 1)).toBe('Next run: detail 1/1, 1 token in 1 AR step');
  });

  it('says what comes back with unsaved work', () => {
    const { restoreNote } = text.dialogs.welcome;
    expect(restoreNote(3, 0, null)).toBe('3 steps');
    expect(restoreNote(0, 0, null)).toBe('nothing changed yet');
    expect(restoreNote(2, 1, 0.434)).toBe('2 steps · 1 version to decide on · a run at 43 %');
    expect(restoreNote(0, 0, 0.5)).toBe('a run at 50 %');
  });

  it('says when something was saved, with the day where that is not today', () => {
    const time = new Date(2026, 10, 23, 17, 42, 9).getTime();
    expect(clockTime(time, time + 1000)).toBe('17:42');
    expect(clockTime(time, time + 24 * 3600 * 1000)).toBe('Nov 23, 17:42');
  });

  it('says what the exactness badge promises', () => {
    expect(text.status.exact(0)).toBe('0 pixels changed outside the fill');
    expect(text.status.exact(1)).toBe('1 pixel changed outside the fill');
  });

  it('has a heading for every error', () => {
    expect(text.errorTitles['disk-full']).toBe('Disk full');
    expect(text.errorTitles['internal']).not.toBe('');
  });
});
