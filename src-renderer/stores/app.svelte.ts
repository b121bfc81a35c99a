import { createContext } from 'svelte';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import { CropStore } from './crop.svelte.ts';
import { speakInWindow } from './language.svelte.ts';
import { DragOutStore } from './drag-out.svelte.ts';
import { DocumentsStore } from './documents.svelte.ts';
import { EngineStore } from './engine.svelte.ts';
import { ExportsStore } from './exports.svelte.ts';
import { RetouchStore } from './retouch.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { OpacityStore } from './opacity.svelte.ts';
import { PacksStore } from './packs.svelte.ts';
import { PlanStore } from './plan.svelte.ts';
import { PreferencesStore, ThemeStore } from './preferences.svelte.ts';
import { ProjectStore } from './project.svelte.ts';
import { QueueStore } from './queue.svelte.ts';
import { RunStore } from './run.svelte.ts';
import { tellOfRunsElsewhere } from './runs-elsewhere.ts';
import { SettingsStore } from './settings.svelte.ts';
import type { Tab } from './tab.svelte.ts';
import { ToolsStore } from './tools.svelte.ts';
import { TurnsStore } from './turns.svelte.ts';
import { ViewStore } from './view.svelte.ts';

type DialogName =
  | 'export'
  | 'kept-work'
  | 'packs'
  | 'preferences'
  | 'shortcuts'
  | 'shortcut-editor'
  | 'updates'
  | 'glossary'
  | 'about'
  | 'discard-turns'
  | 'replay';

const ofOnePicture = new Set<DialogName>(['export', 'discard-turns']);

/** Which dialog is open; one at a time. */
class DialogsStore {
  open = $state<DialogName | null>(null);

  show(name: DialogName): void {
    this.open = name;
  }

  close(): void {
    this.open = null;
  }

  /** Closes what was asked for one picture: it must not act on another. */
  leavePicture(): void {
    if (this.open !== null && ofOnePicture.has(this.open)) this.open = null;
  }
}

/** Every store of the window. */
export interface App {
  readonly bridge: TesseraBridge;
  readonly dialogs: DialogsStore;
  readonly crop: CropStore;
  readonly documents: DocumentsStore;
  readonly dragOut: DragOutStore;
  readonly engine: EngineStore;
  readonly exports: ExportsStore;
  readonly retouch: RetouchStore;
  readonly notices: Notices;
  readonly opacity: OpacityStore;
  readonly packs: PacksStore;
  readonly plan: PlanStore;
  readonly preferences: PreferencesStore;
  readonly project: ProjectStore;
  readonly queue: QueueStore;
  readonly run: RunStore;
  readonly settings: SettingsStore;
  readonly theme: ThemeStore;
  readonly tools: ToolsStore;
  readonly turns: TurnsStore;
  readonly view: ViewStore;
}

/** Makes the stores and wires them to main's events. */
export function createApp(bridge: TesseraBridge): App {
  const notices = new Notices();
  const preferences = new PreferencesStore(bridge, notices);
  const documents = new DocumentsStore(bridge, notices);
  const settings = new SettingsStore(preferences);
  const turns = new TurnsStore(bridge, notices, documents);
  const run = new RunStore(bridge, notices, documents, settings, turns);
  tellOfRunsElsewhere(bridge, notices, documents);
  bridge.on('app/message', ({ kind, message }) =>
    kind === 'info' ? notices.info(message) : notices.problem(message),
  );
  bridge.on('app/language', (language) => void notices.guard(() => speakInWindow(language)));
  const dialogs = new DialogsStore();
  const view = new ViewStore();
  const crop = new CropStore(documents, settings, view);
  const plan = new PlanStore(bridge, documents, settings, turns, run);
  const queue = new QueueStore(bridge, notices, documents, settings);
  bridge.on('app/offer-files', (offer) => {
    const fillAll = { label: text.queue.fillAll, run: () => void queue.draftOffered() };
    if (offer.areOpen) notices.info(offer.line, fillAll);
    else documents.offer = offer;
  });
  settings.onPainted = (paintings) => {
    const documentId = documents.current?.id;
    if (documentId === undefined) return;
    void notices.guard(() => ask(bridge.documents.keepPaintings({ documentId, paintings })));
  };
  documents.onSwitch = (from, to) => {
    dialogs.leavePicture();
    switchPicture({ crop, plan, run, settings, turns, view }, from, to);
    // Paintings lie over a selection: a photo that was just opened has none.
    const mayHavePaintings = to?.choices === null && to.summary.maskBounds !== null;
    if (mayHavePaintings) void bringPaintings({ bridge, documents, notices, settings }, to.id);
  };
  return {
    bridge,
    crop,
    dialogs,
    documents,
    dragOut: new DragOutStore(bridge, notices, documents, preferences, run),
    engine: new EngineStore(bridge, notices),
    exports: new ExportsStore(bridge, notices, documents),
    retouch: new RetouchStore(bridge, notices, documents, run),
    notices,
    opacity: new OpacityStore(bridge, notices, documents, run, turns),
    packs: new PacksStore(bridge, notices),
    plan,
    preferences,
    project: new ProjectStore(bridge, notices, documents, run),
    queue,
    run,
    settings,
    theme: new ThemeStore(preferences),
    tools: new ToolsStore(preferences),
    turns,
    view,
  };
}

/** What belongs to one picture goes with it and comes back with it; what runs or waits in the next one is taken up. */
function switchPicture(
  {
    crop,
    plan,
    run,
    settings,
    turns,
    view,
  }: Pick<App, 'crop' | 'plan' | 'run' | 'settings' | 'turns' | 'view'>,
  from: Tab | null,
  to: Tab | null,
): void {
  view.gesture?.cancel();
  if (from !== null) {
    from.choices = settings.choices;
    from.look = view.look;
  }
  run.leave();
  turns.forget();
  crop.reset();
  settings.forgetPicture();
  // A picture that is just being generated was asked for by its label.
  if (!run.busy) {
    settings.forgetFill();
    // Whoever opens a photo wants to work on it: the large button must not replace it by a new picture.
    if (settings.mode === 'generate') settings.mode = 'fill';
  }
  plan.forget();
  if (to === null) return;
  if (to.choices !== null) settings.takeBack(to.choices);
  view.lookAt(to.summary.bounds, to.look);
  void run.attach(to.id);
}

/** What was painted for the next fill of a picture when it was last open; where that cannot be read, this is told. */
async function bringPaintings(
  { bridge, documents, notices, settings }: Pick<App, 'bridge' | 'documents' | 'notices' | 'settings'>,
  id: string,
): Promise<void> {
  const paintings = await notices.guard(() => ask(bridge.documents.paintings(id)));
  const { current } = documents;
  if (paintings === undefined || current?.id !== id) return;
  settings.takePaintings(paintings);
  settings.refitPaintings(current.maskBounds);
}

/** Loads what main knows; the window is usable before packs and devices are in. */
export async function loadApp(app: App): Promise<void> {
  await app.preferences.load();
  app.settings.restore();
  await Promise.all([app.documents.load(), app.packs.load(), app.queue.load()]);
  app.settings.settlePack(app.packs.usable);
  await app.packs.loadDevices();
}

/** The stores, for every component below the window. */
export const [useApp, provideApp] = createContext<App>();
