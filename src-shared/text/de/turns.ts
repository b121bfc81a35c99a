import type { Catalogue } from '../english.ts';
import { counted, detailPixels, duration, grouped, percent } from '../formats.ts';

export const turns: Catalogue['turns'] = {
  name: 'Fassungen',
  turn: (number) => `Fassung ${number}`,
  short: (number) => String(number),
  seed: (seed) => `Zufallszahl ${grouped(seed)}`,
  fromStart: 'von Anfang an',
  fromStep: (turn, step) => `ab Schritt ${step} von Fassung ${turn}`,
  fromKept: (list) => `behält Teile von Fassung ${list.join(' und ')}`,
  fromGone: 'von einer gelöschten Fassung',
  tileName: (number, origin, side) =>
    `Fassung ${number}, ${origin}${side === null ? '' : `, auf Seite ${side}`}`,
  running: 'Jetzt',
  runningName: (variant, variants) => `Entsteht gerade: ${variant} von ${variants}`,
  waitingName: 'Kommt noch',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `Fassung ${number} löschen`,
  announceShown: (number, count, origin) =>
    `Fassung ${number}, ${origin}. ${counted(count, 'Fassung', 'Fassungen')}.`,
  announceDeleted: (number) => `Fassung ${number} gelöscht`,

  films: { show: 'Fassungen und Schritte zeigen', hide: 'Fassungen und Schritte verbergen' },

  steps: {
    name: (turn) => `Schritte von Fassung ${turn}`,
    live: 'Schritte bisher',
    title: 'Schritte',
    none: 'Keine Schritte: dünne Linien und kleine Flecken werden auf einmal aus der Umgebung fortgesetzt.',
    group: (scale, part, parts) =>
      `Details ab ${detailPixels(scale)}${parts > 1 ? ` · Teil ${part} von ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) =>
      `Schritt ${step} von ${steps}: ${counted(squares, 'Quadrat', 'Quadrate')}, ${group}`,
    noPicture: 'Ohne eigenes Bild: das vorige wird gezeigt.',
    moment: (step, steps) => `Nach Schritt ${step} von ${steps}`,
    before: (step) => (step === 1 ? 'Vor dem ersten Schritt' : `Behalten bis Schritt ${step - 1}`),
  },

  branch: {
    name: 'Ab hier noch einmal',
    kept: (steps) => (steps === 0 ? 'Nichts bleibt' : `Bleibt: ${counted(steps, 'Schritt', 'Schritte')}`),
    remade: (steps) => `Neu: ${counted(steps, 'Schritt', 'Schritte')}`,
    back: 'Zurück',
  },
  time: (seconds) => (seconds === null ? 'Zeit nach dem ersten Lauf bekannt' : `etwa ${duration(seconds)}`),
  planning: 'Zeit wird berechnet…',

  keep: {
    name: 'Teil behalten',
    button: 'Teil behalten',
    modes: { keep: 'Behalten', 'take-back': 'Zurücknehmen' },
    modesName: 'Was der Pinsel tut',
    span: (pixels) => `Quadrate von ${pixels} px`,
    hint: 'Übermalen, was gefällt. Es bleibt Pixel für Pixel; der Rest entsteht neu.',
    parts: (squares) => `${counted(squares, 'Quadrat', 'Quadrate')} behalten`,
    of: (turn, squares) => `Fassung ${turn}: ${grouped(squares)}`,
    mixHint: 'Eine andere Fassung zeigen (Alt →), um Teile davon hinzuzunehmen.',
    clear: 'Von vorn beginnen',
    done: 'Zurück',
    announce: (squares) => `${counted(squares, 'Quadrat', 'Quadrate')} behalten`,
  },

  compare: {
    name: 'Vergleichen',
    button: 'Vergleichen',
    modes: { swipe: 'Schieber', side: 'Nebeneinander' },
    modesName: 'Wie verglichen wird',
    base: 'Foto vorher',
    left: 'Links',
    right: 'Rechts',
    divider: 'Schieber zwischen links und rechts',
    dividerAt: (fraction) => percent(fraction),
    swap: 'Seiten tauschen',
    done: 'Zurück',
  },

  actions: {
    before: 'Vorher',
    layout: 'Ohne Details',
    discard: 'Verwerfen',
    discardAll: 'Alle verwerfen',
    accept: 'Übernehmen',
    acceptTurn: (number) => `Fassung ${number} übernehmen`,
    acceptEnds: 'Nimmt diese Fassung; was nicht fertig ist, entsteht nicht mehr',
  },
  layoutShown: 'Ohne die Detailstufe',

  discardAll: {
    title: 'Alle Fassungen verwerfen?',
    line: (count) =>
      `${counted(count, 'Fassung wartet', 'Fassungen warten')} auf eine Entscheidung. Das Bild bleibt genau, wie es ist.`,
    lineInterrupted: (count, fraction) =>
      `Ein Lauf, der bei ${percent(fraction)} steht,${count > 0 ? ` und ${counted(count, 'Fassung', 'Fassungen')}` : ''} ${count > 0 ? 'gingen' : 'ginge'} verloren. Das Bild bleibt genau, wie es ist.`,
    yes: 'Alle verwerfen',
    no: 'Behalten',
  },

  interrupted: {
    name: 'Unterbrochener Lauf',
    title: { paused: 'Angehalten', crashed: 'Abgebrochen' },
    line: (fraction, variant, variants, step) =>
      [
        `${percent(fraction)} fertig`,
        variants > 1 ? `Variante ${variant} von ${variants}` : '',
        `in Schritt ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `gesichert um ${time}`,
    resume: 'Fortsetzen',
    drop: 'Verwerfen',
    dropAsk: 'Wirklich verwerfen?',
    announcePaused:
      'Angehalten und gesichert. Das Fortsetzen ist jederzeit möglich, auch nach einem Neustart.',
    announceResumed: 'Fortgesetzt, wo angehalten wurde',
    announceDropped: 'Verworfen. Das Foto ist genau wie zuvor.',
  },
  needDecision: 'Zuerst den angehaltenen Lauf fortsetzen oder verwerfen',

  kept: {
    lostTurns: (lost, left) =>
      `${lost === 1 ? 'Eine wartende Fassung konnte nicht gelesen werden und fehlt' : `${lost} wartende Fassungen konnten nicht gelesen werden und fehlen`}${
        left > 0 ? `; ${left === 1 ? 'eine andere ist' : `die anderen ${left} sind`} da` : ''
      }. Das Bild und sein Verlauf sind wie zuvor.`,
    lostRun:
      'Der abgebrochene Lauf konnte nicht gelesen und daher nicht fortgesetzt werden. Das Bild und fertige Fassungen sind wie zuvor. Bitte neu starten.',
    unread:
      'Einiges, was in diesem Bild wartete, ist gerade nicht lesbar. Es wurde nichts gelöscht. Datenträger prüfen, dann das Bild schließen und wiederherstellen.',
    damagedCheckpoint:
      'Der letzte gesicherte Stand des abgebrochenen Laufs ist beschädigt. Beim Fortsetzen beginnt diese Variante von vorn; das Ergebnis ist dasselbe.',
    damagedState:
      'Der gesicherte Stand der Fassung, von der diese ausgeht, ist beschädigt. Was davon bleibt, wird neu berechnet: das dauert länger und ergibt dieselben Pixel.',
    notSaved: (reason) =>
      `Der Lauf geht weiter, konnte aber gerade nicht gesichert werden und ginge mit der App verloren. ${reason}`,
    turnNotSaved: (reason) =>
      `Die Fassung ist da, konnte aber nicht gesichert werden und ginge mit der App verloren. Fassung übernehmen oder Platz schaffen. ${reason}`,
  },
};
