import { describe, expect, it } from 'vitest';
import { Actions } from '#renderer/actions/actions.ts';
import { bindingOf, isFixed, ownersOf, withKey, withOwnKeys } from '#renderer/actions/shortcuts.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import { acceleratorOf } from '#main/app/accelerator.ts';
import { preferencesSchema } from '#shared/contract/app.ts';
import type { ActionId } from '#shared/text/actions.ts';
import { createFakeBridge } from '#tests/fixtures/fake-bridge.ts';

const app = createApp(createFakeBridge().bridge);
const { list } = new Actions(app);
const pressed = (
  code: string,
  held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
) =>
  bindingOf(
    { key: 'x', code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held },
    false,
  );
const ids = (binding: string, id: ActionId, chosen = {}) =>
  ownersOf(binding, id, list, chosen, false).map((action) => action.id);

describe('keys that are chosen', () => {
  it('are read from what is pressed, and fit the settings and the menu', () => {
    expect(pressed('KeyG')).toBe('KeyG');
    expect(pressed('BracketLeft', { ctrlKey: true, shiftKey: true })).toBe('$mod+Shift+BracketLeft');
    expect(
      bindingOf(
        { key: 'Shift', code: 'ShiftLeft', ctrlKey: false, altKey: false, shiftKey: true, metaKey: false },
        false,
      ),
    ).toBeNull();
    const { shortcuts } = preferencesSchema.shape;
    for (const code of ['KeyG', 'F12', 'Numpad0', 'IntlBackslash', 'PageDown']) {
      const binding = pressed(code, { ctrlKey: true, altKey: true })!;
      expect(shortcuts.safeParse({ export: [binding] }).success, binding).toBe(true);
    }
    expect(shortcuts.safeParse({ export: ['<script>'] }).success).toBe(false);
    expect(acceleratorOf('$mod+Shift+KeyE')).toBe('CmdOrCtrl+Shift+E');
    expect(acceleratorOf('Alt+BracketLeft')).toBe('Alt+[');
    expect(acceleratorOf('AudioVolumeUp')).toBeNull();
  });

  it('are told of their owners, wherever these hold together by themselves', () => {
    expect(ids('$mod+KeyE', 'undo')).toEqual(['export']);
    // What is written otherwise is the same key.
    expect(ids('Control+KeyE', 'undo')).toEqual(['export']);
    // One pauses, the other resumes: they share a key.
    expect(ids('Shift+KeyP', 'resume')).toEqual([]);
    expect(ids('Shift+KeyP', 'export')).toEqual(['pause', 'resume']);
    for (const fixed of ['Tab', 'Shift+Tab', 'Space', 'Enter', 'Escape', 'ArrowLeft'])
      expect(isFixed(fixed), fixed).toBe(true);
    expect(['Alt+ArrowLeft', 'Backspace', 'KeyE'].some(isFixed)).toBe(false);
  });

  it('are taken from others, given back one by one, and are no choice where they are what an action had', () => {
    const chosen = withKey('$mod+KeyE', 'undo', list, {}, false);
    expect(chosen).toEqual({ undo: ['$mod+KeyE'], export: [] });
    expect(withOwnKeys('export', list, chosen, false)).toEqual({ undo: [] });
    expect(withOwnKeys('undo', list, chosen, false)).toEqual({ export: [] });
    expect(withKey('$mod+KeyE', 'export', list, chosen, false)).toEqual({ undo: [] });
    expect(withKey(null, 'export', list, {}, false)).toEqual({ export: [] });
  });

  it('work, and show wherever keys are shown; those that were left do not', () => {
    const own = createApp(createFakeBridge().bridge);
    own.preferences.value = { ...own.preferences.value, shortcuts: { preferences: ['Alt+KeyQ'], about: [] } };
    const actions = new Actions(own);
    expect(actions.caps('preferences')).toEqual(['Alt', 'Q']);
    expect(actions.ariaKeys('preferences')).toBe('Alt+Q');
    expect([actions.caps('about'), actions.ariaKeys('about')]).toEqual([[], undefined]);
    expect(actions.caps('export')).toEqual(['Ctrl', 'E']);
  });
});
