const codeLabels: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Slash: '/',
  Comma: ',',
  Equal: '+',
  Minus: '−',
  Escape: 'Esc',
  Backspace: '⌫',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
};

/** The caps of a binding, to be shown one by one: `$mod+Shift+KeyZ` = Ctrl, Shift, Z. */
export function keyCaps(binding: string, mac: boolean): string[] {
  if (binding === 'Shift+Slash') return ['?'];
  return binding.split('+').map((part) => {
    if (part === '$mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    return codeLabels[part] ?? part.replace(/^(Key|Digit)/, '');
  });
}

/** A binding in the form `aria-keyshortcuts` wants: "Control+Shift+Z". */
export function ariaKey(binding: string, mac: boolean): string {
  return binding
    .split('+')
    .map((part) => (part === '$mod' ? (mac ? 'Meta' : 'Control') : part.replace(/^(Key|Digit)/, '')))
    .join('+');
}
