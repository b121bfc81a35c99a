import type { Catalogue } from '../english.ts';
import { byteSize, counted } from '../formats.ts';

export const refusals: Catalogue['refusals'] = {
  noLongerOpen: 'Dieses Bild ist nicht mehr offen. Es wurde nichts geändert. Es noch einmal öffnen.',
  nothingToBringBack: 'Von diesem Bild ist nichts mehr wiederherzustellen. Die Datei noch einmal öffnen.',
  noLongerRecent: 'Diese Datei ist nicht mehr in der Liste. Sie lässt sich über den Dateidialog öffnen.',
  reshapeWaits:
    'Eine Füllung läuft oder wartet auf eine Entscheidung, daher bleibt das Bild, wie es ist. Die Füllung übernehmen oder verwerfen, dann erneut versuchen.',
  pixelsRest: {
    running: 'Ein Lauf ist im Gange. Zuerst abbrechen, dann erneut versuchen.',
    interrupted: 'Ein Lauf ist angehalten. Zuerst fortsetzen oder verwerfen, dann erneut versuchen.',
    turns: 'Fassungen warten. Zuerst eine übernehmen oder alle verwerfen, dann erneut versuchen.',
  },
  cropOutside: 'Dieser Teil liegt nicht im Bild. Es wurde nichts geändert. Den Rahmen neu ziehen.',
  restoreWaits:
    'Eine Füllung läuft oder wartet auf eine Entscheidung, daher wurde nichts zurückgeholt. Die Füllung übernehmen oder verwerfen, dann noch einmal malen.',
  noFillToFade:
    'Das Letzte war keine Füllung, daher gibt es keine Deckkraft zu wählen. Es wurde nichts geändert. Kam etwas nach einer Füllung, dies rückgängig machen, dann erneut versuchen.',
  paintingsUnreadable: (file) =>
    `Der Aufwand oder die Reihenfolge, die für die nächste Füllung gemalt war, ließ sich nicht lesen. Das Foto und alle Schritte sind sicher, und die Datei bleibt als „${file}“ im Ordner des Dokuments. Bei Bedarf neu malen.`,
  pastedProject: (name) =>
    `„${name}“ ist ein Projekt und wird von dort geöffnet, wo es liegt. Zuerst speichern, dann diese Datei öffnen oder ablegen.`,
  engineBusy:
    'Der Rechenkern ist beschäftigt. Es wurde nichts geändert. Warten, bis er fertig ist, dann erneut versuchen.',
  tooLittleMemory: (needed, free, isMore, advice) =>
    `Dieser Lauf braucht etwa ${byteSize(needed)} ${isMore ? 'Arbeitsspeicher zusätzlich' : 'Arbeitsspeicher'}, und ${byteSize(free)} sind frei. Das Bild ist unverändert. Was hilft: ${advice.join('; ')}.`,
  memoryAdvice: {
    closePrograms: 'andere Programme schließen',
    smallerArea: 'weniger auf einmal füllen oder erweitern',
    noCopies: 'unter „Details“ „Vom Modell“ wählen',
    noGuidance: '„Umgebung folgen“ und „Dem Wort folgen“ ausschalten',
    int8: 'das Modell noch einmal als int8 importieren',
    smallerModel: 'ein kleineres Modell wählen',
  },
  nothingChosen: 'Zum Importieren ist nichts gewählt. Die Checkpoints noch einmal wählen.',
  unexpectedImport: 'Der Rechenkern gab eine unerwartete Antwort. Noch einmal importieren.',
  stoppedLate: 'Der Lauf hielt nicht rechtzeitig an, daher startet der Rechenkern neu.',
  pausedLate: 'Der Lauf ließ sich nicht rechtzeitig anhalten, daher startet der Rechenkern neu.',
  engineRestarts: 'Der Rechenkern brach unerwartet ab und startet neu. Das Bild ist wie zuvor.',
  engineStopped:
    'Der Rechenkern brach mitten im Lauf ab. Das Bild ist wie zuvor. Den Lauf noch einmal starten; geschieht es wieder, weniger Aufwand oder die CPU wählen.',
  noResult: 'Der Rechenkern gab kein Ergebnis. Es wurde nichts geändert. Erneut versuchen.',
  engineStoppedHealing:
    'Der Rechenkern brach beim Reparieren dieses Strichs ab. Das Bild ist wie zuvor. Noch einmal malen; geschieht es wieder, weniger auf einmal übermalen.',
  isReplaying: 'Ein Rezept wird nachgerechnet. Warten oder abbrechen, dann erneut versuchen.',
  replayWaitsForRun: 'Der Rechenkern arbeitet. Warten oder den Lauf abbrechen, dann erneut versuchen.',
  replayWaitsForTurns:
    'In diesem Bild warten Fassungen oder ein Lauf. Zuerst übernehmen oder verwerfen, dann das Rezept nachrechnen.',
  changedWhileReplaying:
    'Das Bild wurde geändert, während sein Rezept nachgerechnet wurde. Was schon nachgerechnet ist, lässt sich rückgängig machen. Erneut versuchen.',
  damagedRecipeMask:
    'Die Auswahl im Rezept ist beschädigt oder gehört zu einem anderen Bild. Was davor nachgerechnet wurde, lässt sich rückgängig machen.',
  unexpectedAnswer: (kind) =>
    `Der Rechenkern gab eine unerwartete Antwort (${kind}). Das Bild ist wie zuvor. Erneut versuchen.`,
  nothingSelected: 'Nichts ist ausgewählt. Zuerst übermalen, was gefüllt werden soll.',
  runIsPaused:
    'In diesem Bild ist ein Lauf angehalten. Zuerst fortsetzen oder abbrechen, dann den nächsten starten.',
  noPausedRun: 'Hier ist kein Lauf angehalten. Es wurde nichts geändert.',
  unexpectedPlan: 'Der Rechenkern gab eine unerwartete Antwort. Es wurde nichts geändert. Erneut versuchen.',
  runIsActive: 'Ein Lauf ist im Gange. Das Bild ist sicher. Warten oder zuerst abbrechen.',
  unreadableStroke: 'Der Strich war nicht lesbar. Die Auswahl ist wie zuvor. Noch einmal malen.',
  maskSize: (mask, photo) =>
    `Die Maske hat ${mask} Pixel, das Foto ${photo}. Die Auswahl ist wie zuvor. Eine Maske in der Größe des Fotos laden.`,
  resultDoesNotFit:
    'Das Ergebnis passt nicht zum Bild und wurde daher nicht benutzt. Das Bild ist wie zuvor. Noch einmal starten; geschieht es wieder, bitte melden.',
  pixelsStopped:
    'Der Prozess, der Bilder liest und schreibt, brach unerwartet ab. Das Bild ist wie zuvor. Erneut versuchen; geschieht es nur bei einer Datei, ist sie beschädigt.',
  isOriginal:
    'Das ist das Originalfoto, das nie überschrieben wird. Es wurde nichts gespeichert. Einen anderen Namen wählen.',
  noPictureBeside: 'Das Bild zu diesem Rezept liegt nicht daneben.',
  otherSamples: 'Die Datei hat eine andere Größe oder andere Werte als das Bild.',
  lossyResult:
    'Die Datei wurde in einem verlustbehafteten Format gespeichert, das selbst Pixel ändert: vergleichen lässt sich nur eine verlustfreie.',
  samplesDiffer: (samples) => `${counted(samples, 'Wert weicht', 'Werte weichen')} von der Datei ab.`,
  noRecipe: (name) =>
    `„${name}“ enthält kein Rezept, und daneben liegt keine Rezeptdatei. Es wurde nichts geändert. Nachrechnen lassen sich nur Ergebnisse von Tessera, die ihre Metadaten behalten haben.`,
  pageHasNoAddress: 'Diese Seite gehört zur App und hat keine Adresse.',
  pageIsMissing: 'Die Seite ließ sich nicht öffnen: sie fehlt in dieser Fassung der App.',
  damagedWorkingCopy:
    'Ein Teil der Arbeitskopie dieses Bildes fehlt oder ist beschädigt. Die geöffnete Datei ist unberührt. Rückgängig machen oder das Bild erneut öffnen.',
  noStepSizes:
    'Der Ablauf „custom“ braucht mindestens eine Größe eines AR-Schritts. Es wurde nichts verändert. Die Größen angeben oder einen anderen Ablauf wählen.',
  nothingDrawn:
    'Die gezeichnete Reihenfolge ist gewählt, aber es wurde nichts gezeichnet. Es wurde nichts verändert. Mit dem Stift eine Reihenfolge zeichnen oder eine andere wählen.',
  doesNotFit: 'Teile des Programms passen hier nicht zusammen. Es wurde nichts verändert. Bitte melden.',
  windowUnknown: 'Dieses Fenster darf das nicht verlangen.',
  requestUnreadable: 'Die Anfrage wurde nicht verstanden. Es wurde nichts verändert.',
  noSuchStep: 'Diese Fassung hat keinen solchen Schritt. Es wurde nichts geändert. Einen anderen wählen.',
  keptDoesNotFit:
    'Was bleiben soll, liegt nicht in ganzen Token dieser Fläche. Es wurde nichts geändert. Noch einmal malen.',
  startIsGone:
    'Die Fassung, von der es ausgehen sollte, ist weg. Das Bild ist wie zuvor. Von einer anderen ausgehen.',
  turnIsGone: 'Diese Fassung ist weg. Das Bild ist wie zuvor. Noch einmal starten.',
  sameTurn: 'Eine weitere Fassung käme auf dasselbe hinaus wie die erste. Es wurde nichts geändert.',
  otherSelection:
    'Es warten Fassungen, die für eine andere Auswahl entstanden. Eine übernehmen oder alle verwerfen, dann noch einmal starten.',
  changedSinceTurn:
    'Das Bild wurde geändert, seit diese Fassung entstand. Sie verwerfen und noch einmal starten.',
  startIsGoneForAll:
    'Die Fassung, von der es ausgehen sollte, ist weg. Das Bild ist wie zuvor. Von vorn beginnen.',
  nothingToHealFrom:
    'Rings um diesen Strich ist vom Foto nichts übrig, womit er sich reparieren ließe. Es wurde nichts geändert. Weniger auf einmal übermalen.',
  damagedState:
    'Der gesicherte Stand dieses Laufs ist beschädigt und daher nicht fortzusetzen. Das Bild ist unverändert. Den Lauf noch einmal starten.',
  otherModel:
    'Dieser Lauf entstand mit einem anderen Modell oder einer anderen Version von Tessera und ist daher von hier nicht fortzusetzen. Das Bild ist unverändert. Einen neuen Lauf starten.',
  keptOfAnother:
    'Ein behaltener Teil gehört zu einem anderen Bild. Es wurde nichts geändert. Teile von Ergebnissen dieses Bildes wählen.',
  nothingToCopyFrom:
    'Es bleibt nichts, wovon Textur zu kopieren wäre: was nicht gefüllt wird, ist als Quelle ausgeschlossen. Es wurde nichts geändert. Mehr vom Foto in der Nähe erlauben.',
  maskIsEmpty: 'Die Maske ist leer: kein Pixel ist ausgewählt.',
  allIsKept: 'Alles wird behalten: es bleibt nichts neu zu machen.',
  paintFirst: (problem) => `${problem} Es wurde nichts geändert. Übermalen, was verschwinden soll.`,
  modelOfBeginning:
    'Eine weitere Fassung geht nur mit dem Modell, mit dem ihr Anfang entstand. Es wurde nichts geändert. Jenes Modell wählen oder einen neuen Lauf starten.',
  noSuchLabel: (pack, label, labels) =>
    `Das Paket „${pack}“ hat keinen Begriff „${label}“. Es hat: ${labels}.`,
  noMask: 'Es gibt keine Maske. Es wurde nichts geändert. Übermalen, was verschwinden soll.',
  maskHasOtherSize: (mask, photo) =>
    `Die Maske hat ${mask} Pixel, das Foto ${photo}. Es wurde nichts geändert. Die Maske so groß machen wie das Foto (nachdem es aufrecht gedreht ist).`,
  rectangleOutside: (photo) =>
    `Das Rechteck liegt neben dem Foto, das ${photo} Pixel hat (nachdem es aufrecht gedreht ist). Es wurde nichts geändert. Eines darin angeben.`,
  noSuchColour:
    'Kein Pixel des Fotos hat diese Farbe. Es wurde nichts geändert. Eine andere Farbe wählen, oder mehr Toleranz.',
  tooLarge: (size, megapixels) =>
    `Das Bild hätte ${size} Pixel; höchstens ${megapixels} Megapixel sind möglich. Es wurde nichts geändert. Eine kleinere Größe wählen.`,
};

export const errorTitles: Catalogue['errorTitles'] = {
  usage: 'So nicht möglich',
  'file-not-found': 'Datei nicht gefunden',
  'file-unreadable': 'Datei nicht lesbar',
  'file-not-image': 'Kein Bild',
  'file-truncated': 'Datei beschädigt',
  'file-unsupported': 'Format nicht unterstützt',
  'image-too-large': 'Bild zu groß',
  'image-too-small': 'Bild zu klein',
  'mask-wrong-size': 'Auswahl hat eine andere Größe',
  'mask-empty': 'Nichts ausgewählt',
  'target-read-only': 'Dort ist kein Schreiben möglich',
  'disk-full': 'Datenträger voll',
  'write-failed': 'Speichern fehlgeschlagen',
  'pack-not-found': 'Paket nicht gefunden',
  'pack-invalid': 'Paket nicht brauchbar',
  'pack-hash-mismatch': 'Paket wurde verändert',
  'pack-file-missing': 'Paket unvollständig',
  'pack-version': 'Paket gehört zu anderer Version',
  'pack-differs': 'Paket weicht von der Vorlage ab',
  'label-unknown': 'Unbekannter Begriff',
  'device-unavailable': 'Gerät nicht verfügbar',
  'network-output-invalid': 'Das Modell gab kein brauchbares Ergebnis',
  'memory-insufficient': 'Zu wenig Arbeitsspeicher',
  'engine-crashed': 'Der Rechenkern brach ab',
  'checkpoint-invalid': 'Checkpoint nicht brauchbar',
  'project-invalid': 'Projekt nicht brauchbar',
  'queue-unreachable': 'Warteschlange nicht erreichbar',
  'update-unreachable': 'Server für Updates nicht erreichbar',
  'update-refused': 'Update abgelehnt',
  'recipe-missing': 'Kein brauchbares Rezept',
  'recipe-mismatch': 'Das Rezept passt nicht',
  'document-not-found': 'Bild nicht gefunden',
  'request-invalid': 'Das hat nicht geklappt',
  'request-denied': 'Nicht erlaubt',
  busy: 'Beschäftigt',
  internal: 'Etwas ist schiefgegangen',
};
