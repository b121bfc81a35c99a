import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const run: Catalogue['run'] = {
  name: 'Lauf',
  phases: {
    load: 'Modell wird geladen',
    encode: 'Umgebung wird gelesen',
    sample: 'Wird gefüllt',
    decode: 'Wird in Pixel umgesetzt',
    detail: 'Details kommen hinzu',
    blend: 'Übergang wird angepasst',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? 'Wird repariert…' : `Wird repariert, ${strokes} Striche…`),
    restore: (strokes) => (strokes === 1 ? 'Wird zurückgeholt…' : `Wird zurückgeholt, ${strokes} Striche…`),
  },
  doubts: {
    repeats:
      'Vieles hier zeigt noch einmal dieselbe Stelle des Fotos: Varianten, eine kleinere Erweiterung oder „Nie kopieren“ (N) können helfen.',
    breaks:
      'Teile des Fotos treffen hier schlecht aufeinander: Varianten, ein Begriff oder eine kleinere Fläche können helfen.',
  },
  retouched: { heal: 'Repariert', restore: 'Zurückgeholt' },
  nothingToRestore: 'Hier hat sich seit dem Öffnen nichts geändert, also gibt es nichts zurückzuholen.',
  strokesResumed: (strokes) =>
    `${counted(strokes, 'Reparatur wurde', 'Reparaturen wurden')} beim letzten Mal abgebrochen und ${strokes === 1 ? 'wird' : 'werden'} jetzt beendet.`,
  strokesWaitAgain: (strokes) =>
    `${counted(strokes, 'Reparatur', 'Reparaturen')} vom letzten Mal ${strokes === 1 ? 'folgt' : 'folgen'}, sobald über das Wartende entschieden ist.`,
  retouchLater: (strokes) =>
    `${counted(strokes, 'Reparatur folgt', 'Reparaturen folgen')} nach dieser Entscheidung`,
  waits: {
    running:
      'Das wartet auf das Ende des Laufs, der das Bild braucht, wie es ist. Auswählen, reparieren, zoomen und exportieren geht inzwischen.',
    closing:
      'Das Schließen wartet auf das Ende des Laufs. Erst anhalten, dann bleibt er aufgehoben, oder abbrechen.',
    interrupted:
      'Das wartet, bis der angehaltene Lauf fortgesetzt oder verworfen ist: er braucht das Bild, wie es ist.',
    turns:
      'Das wartet, bis das Ergebnis übernommen oder verworfen ist: es entstand aus dem Bild, wie es ist.',
    replay: 'Das wartet, bis das Rezept durchgerechnet oder abgebrochen ist.',
    nextSelection:
      'Eine andere Auswahl ist gemalt: dieses Ergebnis übernehmen oder verwerfen, dann sie füllen. Rückgängig holt die frühere Auswahl zurück.',
  },
  waitsForOther: 'Wartet auf den Lauf in einem anderen Foto…',
  elsewhere: {
    finished: (name) => `Der Lauf in ${name} ist fertig.`,
    failed: (name, message) => `Der Lauf in ${name} ist fehlgeschlagen. ${message}`,
    show: 'Anzeigen',
  },
  starting: 'Startet…',
  cancelling: 'Wird abgebrochen…',
  pausing: 'Wird angehalten…',
  accepting: 'Wird übernommen…',
  pause: 'Anhalten',
  step: (step, steps) => `Schritt ${step} von ${steps}`,
  pass: (pass, passes) => `Teil ${pass} von ${passes}`,
  variant: (variant, variants) => `Variante ${variant} von ${variants}`,
  remaining: (seconds) => `noch ${duration(seconds)}`,
  remainingUnknown: 'Restzeit wird gemessen',
  cancel: 'Abbrechen',
  progressName: 'Fortschritt des Laufs',
  announceProgress: (fraction) => `${percent(fraction)} fertig`,
  announceStarted: 'Lauf gestartet',
  announceFinished: (variants) =>
    `Fertig. ${counted(variants, 'Fassung', 'Fassungen')} zum Ansehen: Eingabe übernimmt, Rücktaste verwirft.`,
  cancelled: 'Abgebrochen. Das Foto ist genau wie zuvor.',
  cancelledNew: 'Abgebrochen. Es ist kein Bild entstanden.',
  cancelledSome: (turns) =>
    `Abgebrochen. Über ${counted(turns, 'fertige Fassung', 'fertige Fassungen')} kann noch entschieden werden.`,

  announceAccepted: 'Ergebnis übernommen',
  announceDiscarded: 'Ergebnis verworfen. Das Foto ist genau wie zuvor.',
  announceDiscardedNew: 'Verworfen. Sonst hat sich nichts geändert.',
  took: (seconds, device) => `${duration(seconds)} auf ${device}`,
  before: 'Vorher',
};
