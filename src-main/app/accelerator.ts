const modifiers: Readonly<Record<string, string>> = {
  $mod: 'CmdOrCtrl',
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
};

const keys: Readonly<Record<string, string>> = {
  ...{
    BracketLeft: '[',
    BracketRight: ']',
    Backslash: '\\',
    Slash: '/',
    Comma: ',',
    Period: '.',
    Quote: "'",
  },
  ...{ Semicolon: ';', Equal: '=', Minus: '-', Backquote: '`', Backspace: 'Backspace', Delete: 'Delete' },
  ...{ Insert: 'Insert', Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown', Space: 'Space' },
  ...{ ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', Enter: 'Enter', Tab: 'Tab' },
};

/** What a menu shows for a key as windows bind it; null where the system's menus have no word for it. */
export function acceleratorOf(binding: string): string | null {
  const parts = binding.split('+');
  const code = parts.pop() ?? '';
  const key = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? (/^F\d+$/.test(code) ? code : keys[code]);
  const held = parts.map((part) => modifiers[part]);
  // On a Mac the menu owns its keys: one without a modifier would never be typed again.
  const isTyped =
    process.platform === 'darwin' && !parts.some((part) => part === '$mod' || part === 'Control');
  if (key === undefined || isTyped || held.some((part) => part === undefined)) return null;
  return [...held, key].join('+');
}
