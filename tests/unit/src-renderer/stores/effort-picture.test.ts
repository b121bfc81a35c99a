import { describe, expect, it } from 'vitest';
import { effortOfGrey } from '#shared/schedules/painted-effort.ts';
import { EffortPicture, plainEffort } from '#renderer/stores/painted-pictures.ts';

const area = { x: 100, y: 50, width: 400, height: 200 };

describe('painted effort', () => {
  it('doubles with a stroke, however often the stroke crosses itself, and again with the next one', () => {
    let picture = new EffortPicture(area);
    picture.print(200, 100, 20, 'more');
    picture.print(205, 100, 20, 'more');
    expect(effortOfGrey(picture.at(200, 100))).toBe(2);
    picture = picture.copy();
    picture.print(200, 100, 20, 'more');
    expect(picture.at(200, 100)).toBe(255);
    expect(picture.at(400, 100)).toBe(plainEffort);
  });

  it('halves, and is erased to what the dial says', () => {
    let picture = new EffortPicture(area);
    picture.print(200, 100, 20, 'less');
    expect(effortOfGrey(picture.at(200, 100))).toBe(0.5);
    picture = picture.copy();
    picture.print(200, 100, 40, 'erase');
    expect(picture.used).toBe(false);
  });

  it('stays where it is on the photo when the selection gets other bounds', () => {
    const picture = new EffortPicture(area);
    picture.print(200, 100, 20, 'more');
    const moved = picture.refit({ x: 0, y: 0, width: 600, height: 600 });
    expect(moved.at(200, 100)).toBe(192);
    expect(moved.at(300, 100)).toBe(plainEffort);
    expect([moved.width, moved.height]).toEqual([256, 256]);
  });
});
