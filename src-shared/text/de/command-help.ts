import type { Catalogue } from '../english.ts';

export const commandHelp: Catalogue['commandHelp'] = {
  words: {
    usage: 'Aufruf:',
    arguments: 'Argumente:',
    options: 'Optionen:',
    commands: 'Befehle:',
    help: 'zeigt die Hilfe zum Befehl',
    version: 'nennt die Version',
    choices: (list) => `möglich: ${list}`,
    default: (value) => `sonst: ${value}`,
    environment: (variable) => `Umgebung: ${variable}`,
    hint: '(mit --help zeigt sich, was möglich ist)',
  },
  wrong: {
    error: (sentence) => `Fehler: ${sentence}`,
    missingArgument: (name) => `das Argument '${name}' fehlt`,
    missingValue: (option) => `der Option '${option}' fehlt ihr Wert`,
    missingOption: (option) => `die Option '${option}' fehlt`,
    unknownOption: (option) => `unbekannte Option '${option}'`,
    conflict: (option, other) => `Option '${option}' geht nicht zusammen mit Option '${other}'`,
    unknownCommand: (command) => `unbekannter Befehl '${command}'`,
    tooMany: (command, expected, given) =>
      `zu viele Argumente für '${command}': ${expected} erwartet, ${given} gegeben.`,
    value: (option, value) => `die Option '${option}' kann nicht '${value}' sein.`,
    environment: (option, value, variable) =>
      `die Option '${option}' kann nicht '${value}' sein (aus der Umgebung, '${variable}').`,
    choices: (list) => `Möglich sind ${list}.`,
    didYouMean: (name) => `(Gemeint war vielleicht ${name}?)`,
  },

  program:
    'Bilder mit einem kausalen Diffusions-Transformer füllen, erweitern und erzeugen, ohne Netzzugang.',
  shared: {
    json: 'ein JSON-Objekt je Zeile auf stdout, auf Englisch',
    output: 'wohin das Ergebnis kommt',
    quality: 'von JPEG, WebP und AVIF, 1 bis 100',
    softwareDevice: 'lässt einen Software-Renderer als GPU gelten (für Tests; langsam)',
    device: 'was rechnet',
    none: 'nichts',
  },

  fill: {
    description:
      'füllt den maskierten Teil eines Fotos; alles außerhalb der Maske bleibt Wert für Wert, wie es ist',
    mask: 'was gefüllt wird: Alpha, wo es nicht überall voll ist, sonst Helligkeit; 0 = unberührt',
    rectangle:
      'statt einer Maske: ein Rechteck in Pixeln oder Prozent (5%); links oder oben negativ zählt von rechts oder unten',
    colour: 'statt einer Maske: alles von einer Farbe',
    tolerance: 'wie weit jeder Kanal von --colour abweichen darf, von 255',
    source:
      'ein Bild, so groß wie das Foto: Struktur wird kopiert, wo es weiß ist, und nie, wo es schwarz ist',
    opacity: 'wie viel von der Füllung über dem zu sehen ist, was dort war, 0 bis 100',
  },
  extend: {
    description: 'erweitert die Seiten eines Fotos und füllt, was dazukam',
    sides: {
      left: 'links dazu: Pixel oder ein Anteil der Breite des Fotos',
      right: 'rechts dazu: Pixel oder ein Anteil der Breite des Fotos',
      top: 'oben dazu: Pixel oder ein Anteil der Höhe des Fotos',
      bottom: 'unten dazu: Pixel oder ein Anteil der Höhe des Fotos',
    },
  },
  generate: {
    description: 'macht ein Bild allein aus einem Begriff',
    width: 'Breite (sonst: das Fenster des Pakets)',
    height: 'Höhe (sonst: das Fenster des Pakets)',
  },
  crop: {
    description:
      'behält einen Teil eines Fotos, begradigt es und dreht es um Vierteldrehungen; nur das Begradigen ändert Werte',
    left: 'wo der Teil beginnt, von links: Pixel oder ein Anteil der Breite des Fotos',
    top: 'wo der Teil beginnt, von oben: Pixel oder ein Anteil der Höhe des Fotos',
    width: 'des Teils (sonst: bis zur rechten Seite)',
    height: 'des Teils (sonst: bis unten)',
    rotate: 'im Uhrzeigersinn, nachdem der Teil ausgeschnitten ist',
    straighten: (most) =>
      `im Uhrzeigersinn, ${-most} bis ${most} in Zehnteln, nachdem der Teil ausgeschnitten ist und vor --rotate: berechnet jeden Pixel neu und schneidet die leeren Ecken ab`,
  },
  replay: {
    description: 'wiederholt das Rezept aus einem Ergebnis, vom Foto an, aus dem es entstand',
    result: 'ein Bild oder Projekt, das mit Tessera entstand',
    photo: 'das Foto, aus dem es entstand (bei einem erzeugten Bild nicht nötig)',
    output: 'wohin das wiederholte Ergebnis kommt',
    pack: 'ein Modellpaket, mit dem es entstand, wenn es nicht installiert ist; mehrmals möglich',
  },

  run: {
    output: (endings) => `wohin das Ergebnis kommt (${endings})`,
    pack: 'Modellpaket (sonst: das mitgelieferte)',
    label: 'einer der Begriffe des Pakets (sonst: beliebig)',
    order: (names) => `${names}, oder ein graues Bild, so groß wie das fertige: dunkler = früher`,
    from: 'from-subject: wo es beginnt, in Pixeln',
    schedule: 'wie sich die Token auf die AR-Schritte verteilen',
    arSteps: 'AR-Schritte je Fenster, wenn es so viele Token hat',
    diffusionSteps: 'Diffusionsschritte je AR-Schritt',
    effort: 'bestimmt diese beiden und das feinste Detail',
    paintedEffort:
      'ein graues Bild, so groß wie das fertige: 128 = der Aufwand oben, heller = mehr davon (bis zum Vierfachen), dunkler = weniger',
    guidance: 'wie stark dem Begriff gefolgt wird, 1 = gar nicht',
    contextGuidance:
      'wie stark dem Foto ringsum gefolgt wird, 1 = wie das Modell es von selbst tut (sonst: wie im Paket; beim Erzeugen gibt es nichts)',
    seed: 'gleicher Startwert, gleiches Ergebnis',
    variants: 'schreibt OUT-1 bis OUT-N',
    detail: 'was feines Detail bringt',
    threads: 'CPU-Threads, 0 = automatisch',
    quality: 'von JPEG, WebP und AVIF, 1 bis 100 (sonst: verlustfrei, wo das Format es kann)',
  },
  read: {
    page: 'welches Bild einer Datei, die mehrere enthält, ab 1',
    partial: 'öffnet ein beschädigtes Foto, so weit es reicht',
    whiteBalance: 'einer Rohdatei der Kamera',
    exposure: (most) => `einer Rohdatei der Kamera: -${most} bis ${most}`,
  },
  write: {
    jpeg: 'ein JPEG, das als JPEG gespeichert wird: alle Blöcke behalten, die nicht bearbeitet wurden (keep), oder das ganze Bild neu kodieren (encode) (sonst: keep, wo es geht, außer mit --quality)',
    strip:
      'lässt aus den Metadaten weg: place (Ort), serial (Seriennummern), all (alles); mehrere mit Kommas',
    recipe: 'schreibt das Rezept auch, wenn alle Metadaten wegfallen',
    noRecipe: 'lässt weg, womit sich das Ergebnis wiederholen lässt',
    noDisclosure: 'lässt weg, wie das Bild entstand (IPTC Digital Source Type)',
    c2pa: 'signiert Inhaltsnachweise (C2PA) in die Datei, mit einem Schlüssel dieses Rechners',
    resize:
      'rechnet das Ergebnis um: die längste Seite in Pixeln oder ein Anteil der Größe (sonst: kein Wert wird umgerechnet)',
    srgb: 'wandelt die Farben in sRGB um (sonst: das Profil des Fotos bleibt)',
  },

  batch: {
    description:
      'füllt oder erweitert viele Fotos; was fertig ist, steht in einer Zustandsdatei, und derselbe Befehl fährt mit dem Rest fort',
    jobs: 'eine Auftragsliste (.jsonl, .csv), ein Ordner oder ein Muster',
    options: 'hinter --: Optionen von fill oder extend, für jedes Foto eines Ordners',
    state: 'was fertig ist (sonst: neben der Auftragsliste, oder wohin die Ergebnisse kommen)',
    output: 'bei einem Ordner: wohin die Ergebnisse kommen, zum Beispiel "out/{name}-filled.{ext}"',
    mask: 'bei einem Ordner: eine Maske für alle, oder zum Beispiel "{name}-mask.png"',
    seeFill: 'bei einem Ordner: siehe fill --help',
    operation: 'bei einem Ordner',
    report: 'schreibt eine Seite mit jedem Ergebnis, vorher und nachher (.html)',
    queue: 'lässt Worker die Aufträge erledigen: redis://host:6379 (siehe worker --help)',
    priority:
      'in einer Warteschlange: von 1, dem ersten, bis 1000; Aufträge ohne kommen vor allen, die eine haben',
    engines:
      'rechnet so viele Fotos nebeneinander, jedes mit seinem Teil der CPUs (sonst so viele, wie CPUs, Speicher und Aufträge hergeben)',
    dryRun: 'sagt, was getan würde und wie lange es dauert',
    s3Endpoint:
      'der Speicher zu s3://bucket/name: http(s)://host[:port] (sonst: AWS_ENDPOINT_URL, sonst Amazon); Zugangsdaten in AWS_ACCESS_KEY_ID und so weiter',
  },
  worker: {
    description:
      'erledigt die Aufträge einer Warteschlange, die „tessera batch --queue“ füllt, bis er beendet wird: SIGTERM oder Strg+C nach den Fotos, die gerade berechnet werden',
    queue: 'redis://[user:password@]host[:port][/database]; rediss:// ist TLS',
    root: 'Ordner, und s3://bucket/ordner: nichts außerhalb wird gelesen oder geschrieben',
    concurrency: 'Aufträge zugleich',
    rate: 'höchstens so viele Aufträge je Minute beginnen',
    lostAfter: 'gibt die Aufträge eines Workers, der so lange kein Zeichen gab, einem anderen',
  },
  failed: {
    description:
      'nennt die Aufträge einer Warteschlange, die endgültig scheiterten, und warum; „tessera batch --queue“ mit ihrer Liste versucht sie noch einmal',
    queue: 'wie bei worker',
  },

  pack: {
    description:
      'Modellpakete auflisten, prüfen, importieren, exportieren, installieren, löschen und vergleichen',
    list: 'listet die Pakete auf',
    info: 'zeigt, was ein Paket über sich sagt',
    check: 'prüft die Prüfsumme jeder Datei eines Pakets',
    import: 'macht ein Paket aus veröffentlichten Gewichten',
    export: 'schreibt ein Paket als eine Datei, die die App und „tessera pack install“ nehmen',
    install: 'installiert die Datei eines Pakets bei den Paketen der App',
    remove: 'löscht ein Paket, das importiert oder installiert wurde',
    compare: 'berechnet die Ergebnisse einer Referenz mit einem Paket und vergleicht',
    idOrFolder: 'Kennung oder Ordner',
    id: 'die Kennung',
    checkpoint: '.pt oder .safetensors',
    folder: 'der Ordner des neuen Pakets',
    precision: 'wie die Gewichte gespeichert werden',
    file: 'NAME.tessera-pack',
    reference: 'Ordner mit reference.safetensors',
    write: 'speichert die berechneten Ergebnisse (safetensors)',
    tolerance: 'der größte relative Fehler, der gilt',
    from: 'ein Export des Trainings: config.json und weights.safetensors',
  },
  bench: {
    description: 'Misst, wie schnell ein Paket auf diesem Rechner läuft. Vorher andere Programme schließen.',
    pack: 'das Paket, das gemessen wird (sonst: das mitgelieferte)',
    threads: 'CPU-Threads, 0 = automatisch',
    rounds: 'wie oft alles gemessen wird; das Beste zählt',
  },
};
