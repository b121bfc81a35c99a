import type { Catalogue } from '../english.ts';
import { dialogs as english } from '../dialogs.ts';
import { byteSize, clockTime, counted, percent, pixelSize, signed } from '../formats.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  dismiss: 'Ausblenden',

  welcome: {
    title: 'Tessera',
    line: 'Übermalen, was verschwinden soll. Alles andere bleibt, wie es ist, bis auf den letzten Pixel.',
    open: 'Foto öffnen',
    sample: 'Beispielfoto ausprobieren',
    generate: 'Neu aus einem Begriff',
    drop: 'oder ein Foto hierher ziehen oder einfügen',
    dropNow: 'Loslassen zum Öffnen',
    dropBusy:
      'Das offene Foto wartet auf eine Entscheidung. Zuerst den Lauf beenden oder verwerfen, dann noch einmal ablegen.',
    recent: 'Zuletzt geöffnet',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: 'Sehen, was es kann',
    examplesHint: 'Ein Klick öffnet das Foto und füllt es, auf diesem Rechner.',
    exampleNames: {
      tree: 'Einen Baum entfernen',
      dandelion: 'Eine Blume entfernen',
      wider: 'Ein Foto verbreitern',
    },
    exampleHint: 'vorher und nachher',

    restore: 'Nicht gespeicherte Arbeit',
    restoreButton: 'Wiederherstellen',
    restoreDiscard: 'Löschen',
    restoreAsk: 'Wirklich löschen?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 || (turns === 0 && run === null) ? counted(steps, 'Schritt', 'Schritte') : '',
        turns > 0 ? `${counted(turns, 'Fassung', 'Fassungen')} zu entscheiden` : '',
        run === null ? '' : `ein Lauf bei ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `letzte Änderung ${when}`,
    unnamed: 'Ein Bild',
    problems: {
      unreadable: 'Gerade nicht lesbar. Es wurde nichts gelöscht. Datenträger prüfen, dann erneut versuchen.',
      damaged:
        'Die Dateien sind beschädigt. Es wurde nichts gelöscht, und das Foto ist wie zuvor. Das Foto neu öffnen und dies löschen, sobald keine Kopie davon mehr gebraucht wird.',
      newer:
        'Von einer neueren Version von Tessera geschrieben. Es ist sicher: jene Version starten, um weiterzuarbeiten.',
    },
    tryAgain: 'Erneut versuchen',
    cutShort:
      'Die letzten Schritte dieses Bildes waren auf dem Datenträger beschädigt und fehlen. Alles davor ist da.',
    unreadableMention: (count) =>
      `${counted(count, 'Bild', 'Bilder')} vom letzten Mal ${count === 1 ? 'ist nicht lesbar und bleibt' : 'sind nicht lesbar und bleiben'} aufgehoben. Warum, steht auf der Startseite, sobald dieses Foto geschlossen ist.`,
    restoreMention: (name, more) =>
      `Nicht gespeicherte Arbeit vom letzten Mal ist aufgehoben: ${name}${more > 0 ? ` und ${more} weitere` : ''}. Sie steht auf der Startseite, sobald dieses Foto geschlossen ist.`,
    offline: 'Nichts verlässt diesen Rechner.',
    opening: 'Wird geöffnet…',
    openingPhoto: (name) => `${name} wird geöffnet…`,
  },

  files: {
    openPicture: 'Ein Bild oder Projekt öffnen',
    openResult: 'Das Rezept eines Ergebnisses nachrechnen',
    openPhotos: 'Fotos wählen',
    openMask: 'Eine Auswahl laden',
    openPack: 'Ein Paket installieren',
    openTransformer: 'Den Checkpoint des Transformers wählen',
    openAutoencoder: 'Den Checkpoint seines Autoencoders wählen (KL-16)',
    all: 'Alle Dateien',
    pictures: 'Bilder',
    projects: 'Tessera-Projekte',
    picturesAndProjects: 'Bilder und Projekte',
    results: 'Ergebnisse von Tessera',
    packs: 'Tessera-Pakete',
  },

  given: {
    title: 'Welches?',
    ofSeveral: (count) =>
      `${counted(count, 'Bild wurde', 'Bilder wurden')} übergeben. Geöffnet ist immer nur eines: jetzt eines wählen, die anderen bleiben, wo sie sind.`,
    fromFolder: (name, count) =>
      `„${name}“ ist ein Ordner mit ${counted(count, 'Bild', 'Bildern')}. Eines zum Öffnen wählen, oder alle füllen.`,
    more: (count) =>
      `${counted(count, 'weiteres ist', 'weitere sind')} nicht aufgeführt: sie lassen sich über den Dateidialog öffnen.`,
    emptyFolder: (name) =>
      `„${name}“ ist ein Ordner ohne Bilder. Es wurde nichts geändert. Ein Foto öffnen oder einen Ordner, der welche enthält.`,
    noFileAddress: (address) =>
      `„${address}“ führt zu keiner Datei auf diesem Rechner. Es wurde nichts geändert. Zuerst das Bild speichern, dann diese Datei öffnen.`,
    offerGone: 'Diese Datei wird nicht mehr angeboten. Sie lässt sich über den Dateidialog öffnen.',
  },

  openAs: {
    title: (name) => `„${name}“ öffnen`,
    pages: (count) =>
      `Die Datei enthält ${counted(count, 'Bild', 'Bilder')}. Eines zum Öffnen wählen; die anderen gehören nicht zu dem, was gespeichert wird.`,
    page: (number, width, height) => `Bild ${number}: ${pixelSize(width, height)}`,
    raw: 'Eine Raw-Datei der Kamera wird zu einem Bild in 16 Bit sRGB entwickelt, von dem alles Weitere ausgeht. Die Raw-Datei selbst wird nie überschrieben.',
    whiteBalance: 'Weißabgleich',
    whiteBalances: { camera: 'Wie aufgenommen', auto: 'Automatisch', daylight: 'Tageslicht' },
    exposure: 'Belichtung',
    stops: (stops) => `${signed(stops)} EV`,
    develop: 'Öffnen',
    damaged:
      'Die Datei ist beschädigt oder abgeschnitten. Am besten ist eine vollständige Kopie. Was davon lesbar ist, kann geöffnet werden: der Rest ist Füllung, und das Bild heißt unvollständig.',
    openPartial: 'Lesbares öffnen',
    incomplete: (stem, ending) => `${stem} (unvollständig)${ending}`,
  },

  start: {
    failed: (folder, code) =>
      `Tessera kann nicht starten: der Datenordner ist nicht benutzbar (${folder}). ${code === null ? 'Alle Fotos sind wie zuvor. Bitte neu starten.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Wird kopiert…',
    done: (width, height, bits, profile) =>
      `Das ganze Bild ist in der Zwischenablage, als PNG: ${pixelSize(width, height)}, ${bits} Bit, ${profile}.`,
  },
  paste: {
    name: 'Eingefügtes Bild',
    empty:
      'In der Zwischenablage ist kein Bild. Es wurde nichts geändert. Ein Bild oder seine Datei kopieren, dann erneut einfügen.',
    pixelsOnly:
      'Als sRGB-Pixel mit 8 Bit eingefügt: mehr enthält die Zwischenablage von diesem Bild nicht. Für volle Farbtiefe und Farben die Datei öffnen.',
  },

  supervisor: {
    reloaded:
      'Das Fenster brach ab und wurde neu geladen. Das Foto und seine Schritte sind wie zuvor; nur ein begonnener Strich ist weg.',
    hangs: 'Tessera antwortet nicht.',
    hangsDetail: 'Die Arbeit ist sicher. Warten oder das Fenster neu laden, mit dem Foto, wie es ist.',
    wait: 'Warten',
    reload: 'Neu laden',
    keepsStopping: 'Das Fenster bricht immer wieder ab.',
    keepsStoppingDetail:
      'Es wurde innerhalb einer Minute dreimal neu geladen. Die Arbeit ist sicher und wird auf der Startseite angeboten. Ohne das Foto starten oder beenden.',
    withoutDocument: 'Ohne das Foto starten',
    quit: 'Beenden',
    graphics:
      'Was das Fenster zeichnet, brach innerhalb einer Minute dreimal ab; Tessera zeichnet jetzt ohne die Grafikkarte. Das Foto ist wie zuvor. Beim nächsten Start wird die Grafikkarte wieder versucht.',
  },
  settingsSetAside: (name) =>
    `Die Einstellungen waren nicht lesbar, daher startet Tessera mit den eigenen. Die Datei liegt als „${name}“ neben der neuen; Fotos und nicht gespeicherte Arbeit sind wie zuvor.`,

  export: {
    title: 'Exportieren',
    format: 'Format',
    formats: english.export.formats,
    quality: 'Qualität',
    lossless: 'Verlustfrei',
    keepJpeg: 'Das JPEG des Fotos behalten',
    keepJpegHint: 'Nur Blöcke, die eine Auswahl berühren, entstehen neu; der Rest bleibt Bit für Bit',
    keptJpegNote: 'Die Datei bleibt, wie sie ist, bis auf die Blöcke, die eine Auswahl berühren.',
    notKept: (reason) => `Das ganze JPEG wurde neu kodiert: ${reason}.`,
    storedMissing: 'die Kopie der Fotodatei fehlt',
    doneChanges: (changes) => (changes.length > 0 ? `Außerdem in der Datei: ${changes.join('; ')}.` : ''),
    keepMetadata: 'Metadaten behalten',
    keepMetadataHint: 'EXIF, XMP und Bildtexte; das Farbprofil bleibt immer',
    keepPlace: 'Mit Ort und Seriennummern',
    keepPlaceHint: 'Wo das Foto entstand, mit welcher Kamera und welchem Objektiv',
    recipe: 'Rezept mitschreiben',
    recipeHint: 'Wie sich jede Füllung wiederholen lässt',
    disclosure: 'Angeben, wie das Bild entstand',
    disclosureHint: 'IPTC Digital Source Type: ob ein trainiertes Modell alles oder Teile davon gemacht hat',
    c2pa: 'Inhaltsnachweise signieren (C2PA)',
    c2paHint:
      'So lässt sich prüfen, was getan wurde und dass sich seither nichts änderte; der Schlüssel gehört diesem Rechner, daher gilt der Unterzeichner als unbekannt',
    noC2pa: (format) => `Mit dieser Datei nicht: ${format} hat keinen Platz dafür`,
    losslessNote: 'Jeder Wert bleibt genau erhalten.',
    withoutWaiting: 'Es ist das Bild, wie es zuletzt übernommen wurde, ohne das, was läuft oder wartet.',
    withLayers: 'mit Ebenen',
    layersNote: 'Das Gefüllte liegt in einer eigenen Ebene über dem unberührten Foto.',
    losslessEightBit: 'Dieses Format hält 8 Bit je Kanal; das Foto hat 16.',
    size: 'Größe',
    sizes: { original: 'Wie sie ist', pixels: 'Längste Seite', percent: 'Prozent' },
    resizeTo: 'Längste Seite',
    resizeBy: 'Anteil der Größe',
    srgb: 'In sRGB umrechnen',
    srgbHint: 'Für das Web und für Programme, die keine Farbprofile kennen',
    isSrgb: 'Die Farben sind schon in sRGB',
    resampledNote:
      'Umgerechnet: kein Pixel der Datei ist einer des Fotos. Die Genauigkeit gilt für das Bild, wie es bearbeitet wurde.',
    convertedNote:
      'Jeder Pixel wird umgerechnet. Die Genauigkeit gilt für das Bild, wie es bearbeitet wurde.',
    estimating: 'Größe wird ermittelt…',
    estimate: (width, height, bytes) =>
      `${pixelSize(width, height)} px${bytes === null ? '' : `, etwa ${byteSize(bytes)}`}`,
    lossyNote:
      'Ein verlustbehaftetes Format kodiert jeden Pixel neu. Die Genauigkeit wird dann vor dem Kodieren gezählt.',
    button: 'Ort wählen und exportieren',
    exporting: 'Wird exportiert…',
    done: (name) => `${name} exportiert`,
    showInFolder: 'Im Ordner zeigen',
    takesOriginalName: 'Die Datei hat den Namen des Originals, das nicht mehr da war.',
    doneRecipe: {
      'in-file': 'Das Rezept steckt darin.',
      'beside-file': 'Das Rezept liegt daneben.',
      none: '',
    },
  },

  packs: {
    title: 'Modellpakete',
    lead: 'Ein Paket ist ein trainiertes Netz mit seinen Begriffen. Pakete bleiben auf diesem Rechner.',
    bundled: 'gehört zu Tessera',
    shared: 'für alle auf diesem Rechner',
    inUse: 'in Gebrauch',
    use: 'Verwenden',
    remove: 'Löschen',
    removeAsk: 'Wirklich löschen?',
    removeYes: 'Ja, löschen',
    removeNo: 'Behalten',
    problem: 'Nicht brauchbar',
    labels: (count) => counted(count, 'Begriff', 'Begriffe'),
    import: 'Checkpoint importieren…',
    importHint: 'Ein heruntergeladener Checkpoint (.pt oder .safetensors), dann sein Autoencoder.',
    choosing: 'Wird gewählt…',
    choiceName: 'Importieren',
    precision: 'Wie Gewichte gehalten werden',
    precisions: { fp32: 'Genau (fp32)', fp16: 'Halb (fp16)', int8: 'Klein (int8)' },
    precisionNotes: {
      fp32: 'Die veröffentlichten Zahlen, unverändert.',
      fp16: 'Ergebnisse weichen um etwa 0,1 % ab. Halber Platz auf dem Datenträger; die CPU braucht gleich viel Speicher und Zeit.',
      int8: 'Jede Schicht weicht um etwa 1 % ab, eine Vorhersage um etwa 4 %. Höchstens ein Drittel des Platzes, und auf der CPU zwei- bis dreimal so schnell.',
    },
    packSizes: (pack, memory) => `${byteSize(pack)} auf dem Datenträger\n${byteSize(memory)} Arbeitsspeicher`,
    diskFree: (bytes) => `${byteSize(bytes)} sind auf dem Datenträger frei.`,
    diskShort: (bytes) => `Nur ${byteSize(bytes)} sind auf dem Datenträger frei.`,
    unknownTensors: (count) => `${counted(count, 'Tensor', 'Tensoren')} nicht gebraucht`,
    importNow: 'Importieren',
    openFile: 'Paketdatei öffnen…',
    offerTitle: 'Dieses Paket installieren?',
    licence: 'Lizenz',
    size: 'Größe',
    card: 'Modellkarte',
    hashes: (files) =>
      `Prüfsummen ${files === 1 ? 'der einen Datei' : `seiner ${counted(files, 'Datei', 'Dateien')}`} (SHA-256)`,
    install: 'Installieren',
    offerGone:
      'Dieses Paket wird nicht mehr angeboten. Es wurde nichts installiert. Die Datei noch einmal öffnen.',
    importing: 'Wird importiert',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} importiert`,
    empty: 'Kein Paket installiert. Ein importierter Checkpoint wird zu einem.',
  },

  project: {
    saved: (name) => `${name} gespeichert`,
  },

  replay: {
    title: 'Nachrechnen',
    running: 'Wird nachgerechnet',
    identical: 'Jeder Pixel ist derselbe.',
    identicalHint: 'Das Rezept in der Datei führt von diesem Foto genau zu jenem Ergebnis.',
    different: 'Das Ergebnis ist nicht dasselbe.',
    unknown: 'Das Rezept lief, aber die Pixel waren nicht vergleichbar.',
    undoHint: 'Seine Füllungen liegen jetzt auf dem Foto; Rückgängig nimmt sie einzeln zurück.',
    ok: 'OK',
  },

  shortcuts: {
    title: 'Tastenkürzel',
    gestures: 'Auf dem Bild',
    search: 'Tastenkürzel suchen',
    none: 'Kein passendes Tastenkürzel',
  },

  about: {
    title: 'Über Tessera',
    line: 'Offline-Fotobearbeitung: ein kausaler Diffusions-Transformer füllt, was übermalt wird.',
    version: (version, electron) => `Version ${version} · Electron ${electron}`,
    unofficial: 'Diese Electron-Fassung ist nicht die offizielle.',
    method: 'Das Verfahren: kausale Diffusions-Transformer (arXiv 2412.12095)',
    licences: 'Lizenzen von allem, was enthalten ist',
    help: 'Hilfe',
    photos: 'Beispielfotos: Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera ist freie Software unter der MIT-Lizenz.',
  },

  messages: {
    name: 'Meldungen',
    closedKept: (name) =>
      `${name} ist geschlossen. Die Arbeit daran ist auf der Startseite unter „Nicht gespeicherte Arbeit“ aufgehoben.`,
    maskSaved: (name) => `Auswahl als ${name} gespeichert`,
    engineRestarted:
      'Der Rechenkern wurde neu gestartet. Das Foto ist unberührt; ein neuer Lauf ist möglich.',
    unexpected: 'Etwas ist schiefgegangen. Das Foto ist wie zuvor; bitte erneut versuchen.',
  },
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
  'recipe-missing': 'Kein brauchbares Rezept',
  'recipe-mismatch': 'Das Rezept passt nicht',
  'document-not-found': 'Bild nicht gefunden',
  'request-invalid': 'Das hat nicht geklappt',
  'request-denied': 'Nicht erlaubt',
  busy: 'Beschäftigt',
  internal: 'Etwas ist schiefgegangen',
};
