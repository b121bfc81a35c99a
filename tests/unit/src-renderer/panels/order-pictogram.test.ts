import { describe, expect, it } from 'vitest';
import { pictogramPlaces } from '#renderer/panels/order-pictogram.ts';
import { orderNames } from '#shared/runs/run-choices.ts';

describe('order pictograms', () => {
  it.each(orderNames)('show every place of "%s" once', (name) => {
    const places = pictogramPlaces(name).map((place) => Math.round(place * 24));
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i));
  });

  it('differ from each other', () => {
    expect(new Set(orderNames.map((name) => pictogramPlaces(name).join())).size).toBe(orderNames.length);
  });
});
