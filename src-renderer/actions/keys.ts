import { text } from '#shared/text/text.ts';

/** What has the keyboard's attention, as far as keys of actions must care. */
export interface FocusKind {
  /** Text can be typed there. */
  readonly typing: boolean;
  /** Enter and Space press it. */
  readonly pressable: boolean;
  /** It was shown to have the focus when it got it, by keyboard: a click leaves the focus behind unseen. */
  readonly visible: boolean;
  /** Arrow keys move its value or selection. */
  readonly arrows: boolean;
  /** A menu, list or dialog is open around it. */
  readonly layered: boolean;
  /** Words are selected, in a message say. */
  readonly selection: boolean;
}

const textInputs = new Set(['text', 'search', 'number', 'email', 'url', 'password']);

/** Classifies the element that a key went to, and what is selected. @param visible see FocusKind: a key press makes every focus visible */
export function focusKind(target: EventTarget | null, visible = true): FocusKind {
  const selection = getSelection()?.type === 'Range';
  if (!(target instanceof HTMLElement))
    return { typing: false, pressable: false, visible: false, arrows: false, layered: false, selection };
  const role = target.getAttribute('role') ?? '';
  const isInput = target instanceof HTMLInputElement;
  return {
    // A list's trigger (role combobox) takes letters to find an entry by.
    typing:
      target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      role === 'combobox' ||
      (isInput && textInputs.has(target.type)),
    pressable:
      target instanceof HTMLButtonElement ||
      target instanceof HTMLAnchorElement ||
      target.tagName === 'SUMMARY',
    visible,
    arrows: isInput || ['slider', 'radio', 'tab', 'spinbutton', 'toolbar'].includes(role),
    layered: target.closest('[role=menu],[role=listbox],[role=dialog],[role=alertdialog]') !== null,
    selection,
  };
}

/** True where a key press belongs to the focused control and not to an action. */
export function keyIsTaken(binding: string, focus: FocusKind): boolean {
  const parts = binding.split('+');
  const key = parts.at(-1) ?? '';
  const modified =
    parts.includes('$mod') || parts.includes('Control') || parts.includes('Alt') || /^F\d+$/.test(key);
  if (focus.layered || (focus.selection && binding === '$mod+KeyC')) return true;
  if (focus.typing) return !modified || ['KeyA', 'KeyC', 'KeyV', 'KeyZ', 'KeyY'].includes(key);
  if (focus.pressable && focus.visible && key === 'Enter' && !modified) return true;
  return focus.arrows && key.startsWith('Arrow');
}

/**
 * What is typed in a field counts from its `change` event on, which comes when the field is left. A key or the menu acts
 * without leaving it, so the event is sent here; the focus stays where it is.
 */
export function commitTyped(target: EventTarget | null): void {
  if (focusKind(target).typing) target!.dispatchEvent(new Event('change', { bubbles: true }));
}

const codeLabels: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  Period: '.',
  Backquote: '`',
  IntlBackslash: '<',
  Comma: ',',
  Equal: '+',
  Minus: '−',
  Backspace: '⌫',
  ArrowLeft: '←',
  ArrowRight: '→',
};

const macLabels: Readonly<Record<string, string>> = { $mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** The caps of a binding, to be shown one by one: `$mod+Shift+KeyZ` = Ctrl, Shift, Z. */
export function keyCaps(binding: string, mac: boolean): string[] {
  if (binding === 'Shift+Slash') return ['?'];
  return binding.split('+').map((part) => {
    if (mac && macLabels[part] !== undefined) return macLabels[part];
    const name = part === '$mod' ? 'Control' : part;
    const names: Readonly<Record<string, string>> = text.keyNames;
    return names[name] ?? codeLabels[part] ?? part.replace(/^(Key|Digit)/, '');
  });
}

/** A binding in the form `aria-keyshortcuts` wants: "Control+Shift+Z". */
export function ariaKey(binding: string, mac: boolean): string {
  return binding
    .split('+')
    .map((part) => (part === '$mod' ? (mac ? 'Meta' : 'Control') : part.replace(/^(Key|Digit)/, '')))
    .join('+');
}
