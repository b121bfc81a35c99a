import { describe, expect, it } from 'vitest';
import { type FocusKind, keyIsTaken, ariaKey, keyCaps } from '#renderer/actions/keys.ts';

const focus = (changes: Partial<FocusKind> = {}): FocusKind => ({
  typing: false,
  pressable: false,
  visible: true,
  arrows: false,
  layered: false,
  selection: false,
  ...changes,
});

describe('keys of actions', () => {
  it('work anywhere but where the focused control needs them', () => {
    expect(keyIsTaken('KeyB', focus())).toBe(false);
    expect(keyIsTaken('KeyB', focus({ typing: true }))).toBe(true);
    expect(keyIsTaken('$mod+KeyO', focus({ typing: true }))).toBe(false);
    expect(keyIsTaken('$mod+KeyZ', focus({ typing: true }))).toBe(true);
    expect(keyIsTaken('Enter', focus({ pressable: true }))).toBe(true);
    expect(keyIsTaken('Enter', focus({ pressable: true, visible: false }))).toBe(false);
    expect(keyIsTaken('$mod+Enter', focus({ pressable: true }))).toBe(false);
    expect(keyIsTaken('KeyB', focus({ pressable: true }))).toBe(false);
    expect(keyIsTaken('ArrowLeft', focus({ arrows: true }))).toBe(true);
    expect(keyIsTaken('Escape', focus({ layered: true }))).toBe(true);
    expect(keyIsTaken('$mod+KeyC', focus({ typing: true }))).toBe(true);
    expect(keyIsTaken('$mod+KeyC', focus({ selection: true }))).toBe(true);
    expect(keyIsTaken('$mod+KeyC', focus())).toBe(false);
  });
});

describe('key labels', () => {
  it('name keys as they are printed on them', () => {
    expect(keyCaps('$mod+Shift+KeyZ', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('$mod+Shift+KeyZ', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(keyCaps('Shift+Slash', false)).toEqual(['?']);
    expect(keyCaps('BracketLeft', false)).toEqual(['[']);
  });

  it('are given to screen readers in their own form', () => {
    expect(ariaKey('$mod+Shift+KeyZ', false)).toBe('Control+Shift+Z');
  });
});
