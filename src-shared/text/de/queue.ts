import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const queue: Catalogue['queue'] = {
  title: 'Auf weitere Fotos anwenden',
  edits: (count) =>
    count === 1
      ? 'Die letzte Bearbeitung dieses Fotos wird in jedem gemacht, mit denselben Einstellungen und demselben Startwert.'
      : `Die ${count} Bearbeitungen dieses Fotos werden in jedem gemacht, mit denselben Einstellungen und Startwerten.`,
  settings: 'Jedes wird mit den Einstellungen der Leiste gefüllt.',
  photos: 'Fotos',
  noPhotos: 'Noch keine gewählt',
  chosen: (count, folder, names) =>
    `${counted(count, 'Foto', 'Fotos')}${folder === null ? '' : ` aus „${folder}“`}: ${names.join(', ')}${count > names.length ? ', …' : ''}`,
  chooseFiles: 'Fotos wählen…',
  chooseFolder: 'Ordner wählen…',
  rule: 'Was in jedem gefüllt wird',
  rules: {
    place: 'Dieselbe Stelle',
    file: 'Eine Maske daneben',
    rectangle: 'Ein Rechteck',
    colour: 'Eine Farbe',
  },
  ruleHints: {
    place: 'Wo es in diesem Foto war: für Fotos derselben Größe.',
    file: 'Eine Datei mit dem Namen des Fotos darin, so groß wie das Foto: Weiß wird gefüllt.',
    rectangle: 'In Pixeln, oder in Prozent als 5%. Links oder oben negativ zählt von rechts oder unten.',
    colour: 'Alles in dieser Farbe; mit Toleranz (von 255) auch, was ihr nahe ist.',
  },
  otherSizes: (count) =>
    `${counted(count, 'Foto hat', 'Fotos haben')} eine andere Größe als dieses und ${count === 1 ? 'wird' : 'werden'} nicht gefüllt. Dafür eine andere Regel wählen.`,
  maskName: 'Name der Maske',
  sides: { left: 'Links', top: 'Oben', width: 'Breite', height: 'Höhe' },
  colour: 'Farbe',
  tolerance: 'Toleranz',
  results: 'Ergebnisse',
  template: 'Name',
  templateHint: '{name} ist der Name des Fotos, {ext} seine Endung. Nichts wird je überschrieben.',
  target: 'Ordner',
  targetBeside: 'ein neuer Ordner „filled“ neben den Fotos',
  chooseTarget: 'Wählen…',
  add: (count) => (count === 0 ? 'Hinzufügen' : `${counted(count, 'Foto', 'Fotos')} hinzufügen`),
  fillAll: 'Alle füllen…',

  name: 'Warteschlange der Fotos',
  panelTitle: 'Warteschlange',
  states: { waiting: 'wartet', working: 'in Arbeit', done: 'fertig', failed: 'gescheitert' },
  took: (seconds) => `fertig in ${duration(seconds)}`,
  working: (fraction) => (fraction === 0 ? 'in Arbeit' : `in Arbeit, ${percent(fraction)}`),
  progress: (ended, all, left) =>
    `${ended} von ${counted(all, 'Foto', 'Fotos')}${left === null || ended === all ? '' : `, noch etwa ${duration(left)}`}`,
  failures: (count) => `${count} gescheitert`,
  paused: 'Angehalten',
  waits: 'Folgt nach dem eigenen Lauf',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  retry: 'Noch einmal',
  retryAll: 'Gescheiterte noch einmal',
  open: 'Öffnen',
  openName: (name) => `${name} öffnen`,
  show: (name) => `${name} in seinem Ordner zeigen`,
  remove: (name) => `${name} aus der Liste nehmen`,
  clear: 'Fertige entfernen',
  hide: 'Warteschlange verbergen',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `Warteschlange: ${done} fertig` : `Warteschlange: ${done + failed} von ${all}`,
      isPaused && done + failed < all ? 'angehalten' : '',
      failed > 0 ? `${failed} gescheitert` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) =>
    `Die Warteschlange ist durch: ${counted(done, 'Foto', 'Fotos')} fertig, ${failed} gescheitert.`,

  nothingToRepeat:
    'In diesem Foto wurde noch nichts gefüllt, also gibt es nichts zu wiederholen. Zuerst etwas füllen, erweitern oder reparieren, und es übernehmen.',
  noneChosen: 'Kein Foto ist gewählt. Zuerst Fotos oder einen Ordner wählen.',
  placeUnknown:
    'Die Bearbeitungen dieses Fotos haben keine Stelle, die andere auch haben. Eine andere Regel wählen.',
  draftGone:
    'Was gewählt war, ist nicht mehr bekannt. Nichts wurde hinzugefügt. Die Fotos noch einmal wählen.',
  photoGone: 'Dieses Foto ist nicht mehr in der Warteschlange.',
  outputExists: (name) =>
    `„${name}“ gibt es schon, und nichts wird je überschrieben. Die Datei woanders hinlegen, dann noch einmal versuchen.`,
  outputUnwritable: (name, formats) =>
    `„${name}“ hat die Endung eines Formats, das nicht geschrieben wird (geschrieben werden ${formats}). Nichts wurde geschrieben. Das Foto mit einer anderen Endung im Namen des Ergebnisses noch einmal hinzufügen.`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `Das Foto hat ${width} × ${height} Pixel, das mit den Bearbeitungen ${wantedWidth} × ${wantedHeight}: dieselbe Stelle bedeutet hier nichts. Nichts wurde geschrieben. Es mit einer anderen Regel noch einmal hinzufügen.`,
  maskOfOtherSize: (mask) =>
    `„${mask}“ ist nicht so groß wie ihr Foto. Nichts wurde geschrieben. Die Maske so groß machen wie das Foto, dann noch einmal versuchen.`,
  unread: (count) =>
    `${counted(count, 'Liste', 'Listen')} wartender Fotos ${count === 1 ? 'konnte nicht gelesen werden und bleibt, wie sie ist' : 'konnten nicht gelesen werden und bleiben, wie sie sind'}. Fotos und Ergebnisse sind wie zuvor.`,
  diskFull:
    'Die Warteschlange ist angehalten: der Datenträger ist voll. Was geschrieben wurde, ist ganz. Platz schaffen, dann fortsetzen.',
};
