import type { Catalogue } from '../english.ts';
import { pixelSize, counted, grouped, megapixels, percent, sharePercent } from '../formats.ts';

export const status: Catalogue['status'] = {
  name: 'Status',
  bits: (bits) => `${bits} Bit`,
  size: (pixels) => megapixels(pixels),
  selection: (pixels, share) => `${megapixels(pixels)} ausgewählt (${sharePercent(share)})`,
  added: (pixels) => `${megapixels(pixels)} kommen dazu`,
  noSelection: 'Nichts ausgewählt',
  position: (x, y) => `${grouped(x)} · ${grouped(y)}`,
  exact: (changed) => `${counted(changed, 'Pixel', 'Pixel')} außerhalb der Füllung geändert`,
  straightened: 'Geradegerichtet: jedes Pixel wurde neu berechnet',
  straightenedHint:
    'Geraderichten dreht um weniger als eine Vierteldrehung: kein Pixel ist mehr das des Fotos. Was seither gefüllt wurde, zählt für sich',
  exactBeforeEncoding: (changed) =>
    `${counted(changed, 'Pixel', 'Pixel')} außerhalb geändert (vor dem Kodieren)`,
  exactBeforeConversion: (changed) =>
    `${counted(changed, 'Pixel', 'Pixel')} außerhalb geändert (vor dem Umrechnen)`,
  exactConvertedHint:
    'Gezählt im Bild, wie es bearbeitet wurde: die exportierte Datei hat eine andere Größe oder andere Farbwerte und unterscheidet sich daher überall',
  exactKept: (touched, mcus, changed, most) =>
    `${grouped(touched)} von ${grouped(mcus)} JPEG-Blöcken neu; ${counted(changed, 'Pixel', 'Pixel')} außerhalb geändert${changed > 0 ? `, um höchstens ${most} von 255` : ''}`,
  exactKeptHint:
    'Im exportierten JPEG: jeder andere Block ist der des Fotos, Bit für Bit. Alle neuen Blöcke berühren eine Auswahl; Pixel außerhalb änderten sich nur in ihnen oder einen Pixel daneben',
  exactHint: 'Gezählt gegen die Originalwerte, in der Bittiefe des Fotos',
  exactLossyHint: 'Gezählt vor dem Kodieren: ein verlustbehafteter Export kodiert jeden Pixel neu',
  device: (device) => `Gerät: ${device}`,
  engine: {
    starting: 'Rechenkern startet',
    ready: 'Rechenkern bereit',
    restarting: 'Rechenkern startet neu',
  },
  zoom: 'Zoom',
  working: 'Arbeitet…',
  unsaved: 'Keine gespeicherte Datei enthält alles davon',
};

const windowText: Catalogue['window'] = {
  appName: 'Tessera',
  toolbar: 'Werkzeuge',
  toolOptions: 'Werkzeugoptionen',
  topbar: 'Foto',
  topbarStart: 'Öffnen und rückgängig machen',
  topbarEnd: 'Ansicht und Export',
  menu: 'Menü',
  menus: { quit: 'Beenden', fullScreen: 'Vollbild', help: 'Hilfe' },
  picture: (name, width, height) =>
    `Bild ${name}, ${pixelSize(width, height)}. Pfeiltasten bewegen das Fadenkreuz, die Leertaste setzt den Stift an.`,
  brushSize: 'Größe',
  brushHardness: 'Härte',
  pixels: 'px',
  hardness: (value) => percent(value),
  maskActions: 'Auswahl',
  maskMenu: 'Mehr zur Auswahl',
  amount: 'Umfang',
  hints: {
    hand: 'Ziehen verschiebt das Bild',
    heal: 'Über einen Makel malen, Stift abheben: er ist weg',
    restore: 'Übermalen, was zurückkommen soll: ein weicher Pinsel blendet es ein',
    'no-source': 'Übermalen, was nicht kopiert werden darf · Alt nimmt weg',
    rectangle: 'Ziehen fügt ein Rechteck hinzu · Alt nimmt weg · Umschalt: Quadrat',
    ellipse: 'Ziehen fügt eine Ellipse hinzu · Alt nimmt weg · Umschalt: Kreis',
    lasso: 'Umfahren, was verschwinden soll · Alt nimmt weg',
    polygon: 'Ecke für Ecke klicken · Eingabe oder Doppelklick schließt · Alt nimmt weg',
    crop: 'Kante oder Ecke nach innen ziehen · Umschalt behält das Seitenverhältnis',
    extend: 'Kante oder Ecke nach außen ziehen · Umschalt behält das Seitenverhältnis',
    subject: 'Klicken, wo das Füllen beginnen soll',
    'order-pen': 'Die Folge malen: was zuerst gemalt wird, wird zuerst gefüllt',
    'effort-pen': 'Jeder Strich verdoppelt oder halbiert dort den Aufwand',
    keep: 'Übermalen, was gefällt · Alt nimmt zurück',
    turn: 'Auf einen Schritt unten zeigen, um diesen Moment zu sehen; Klick: ab da noch eine Fassung',
    'folded-turn': 'Der Pfeil unten zeigt die Schritte: jeden kann man ansehen und ab da neu versuchen',
    'other-turns': '← → andere Fassungen',
    compare: 'Den Schieber ziehen · ← → für eine andere Fassung rechts',
  },
  history: { title: 'Verlauf', opened: 'Wie geöffnet' },
  opacity: {
    title: 'Deckkraft der Füllung',
    label: 'Deckkraft',
    hint: 'Der Rest zeigt, was vorher da war',
    nothingBefore:
      'Was an ein Foto angefügt wird und ein neues Bild haben nichts vor sich, das durchscheinen könnte: Deckkraft gibt es für Füllungen.',
    announce: (value) => `Deckkraft der Füllung: ${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: 'Frei',
      photo: 'Foto',
      square: '1 : 1',
      classic: '3 : 2',
      wide: '16 : 9',
      portrait: '4 : 5',
    },
    apply: 'Zuschneiden',
    reset: 'Zurücksetzen',
    working: 'Bild wird geändert…',
    straighten: 'Geraderichten',
    horizon: 'Am Horizont entlang ziehen',
    horizonHint: 'Eine Linie entlang dem ziehen, was waagrecht oder senkrecht sein soll',
    fillCorners: 'Ecken füllen',
    fillCornersHint: 'Behält die Ecken, die leer werden, und wählt sie aus: Füllen macht sie',
  },
  undo: (label) => (label === null ? 'Rückgängig' : `Rückgängig: ${label}`),
  redo: (label) => (label === null ? 'Wiederherstellen' : `Wiederherstellen: ${label}`),
  tabs: {
    name: 'Offene Fotos',
    close: (name) => `${name} schließen`,
    work: {
      running: 'eine Füllung läuft',
      turns: 'ein Ergebnis wartet',
      interrupted: 'ein angehaltener Lauf wartet',
    },
  },
  crossHair: (x, y, down) => `${x}, ${y}${down ? ', Stift angesetzt' : ''}`,
};

export { windowText as window };
