import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Preferences } from '#shared/contract/contract.ts';
import { defaultPreferences } from '#shared/contract/default-preferences.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { Notices } from './notices.svelte.ts';

const saveAfterMs = 400;

/** What the window remembers. Changes show at once and are saved a little later, together. */
export class PreferencesStore {
  value = $state.raw<Preferences>({ ...defaultPreferences, theme: 'dark' });
  private unsaved: Partial<Preferences> = {};
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
  ) {}

  async load(): Promise<void> {
    const loaded = await this.notices.guard(() => ask(this.bridge.preferences.get()));
    if (loaded !== undefined) this.value = loaded;
  }

  change(changes: Partial<Preferences>): void {
    const otherLanguage = changes.language !== undefined && changes.language !== this.value.language;
    this.value = { ...this.value, ...changes };
    this.unsaved = { ...this.unsaved, ...changes };
    if (this.timer !== null) clearTimeout(this.timer);
    if (otherLanguage) void this.save();
    else this.timer = setTimeout(() => void this.save(), saveAfterMs);
  }

  /** Sends what changed since the last save. */
  async save(): Promise<void> {
    this.timer = null;
    const changes = this.unsaved;
    this.unsaved = {};
    await this.notices.guard(() => ask(this.bridge.preferences.set(changes)));
  }
}

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
