import type { Preferences } from '#shared/contract/contract.ts';
import type { PreferencesStore } from './preferences.svelte.ts';

type Theme = Preferences['theme'];

/** The theme chosen, and the one that shows. */
export class ThemeStore {
  private systemLight = $state(false);

  constructor(private readonly preferences: PreferencesStore) {}

  /** Follows the system's choice until the returned function is called. */
  watchSystem(query: MediaQueryList): () => void {
    const update = (): void => void (this.systemLight = query.matches);
    update();
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }

  get shown(): 'light' | 'dark' {
    const { theme } = this.preferences.value;
    return theme === 'system' ? (this.systemLight ? 'light' : 'dark') : theme;
  }

  /** Changes to the theme that does not show now. */
  toggle(): void {
    this.choose(this.shown === 'dark' ? 'light' : 'dark');
  }

  choose(theme: Theme): void {
    this.preferences.change({ theme });
  }
}
