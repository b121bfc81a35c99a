export type DialogName =
  'export' | 'packs' | 'preferences' | 'shortcuts' | 'about' | 'discard-turns' | 'replay';

/** Which dialog is open; one at a time. */
export class DialogsStore {
  open = $state<DialogName | null>(null);

  show(name: DialogName): void {
    this.open = name;
  }

  close(): void {
    this.open = null;
  }
}
