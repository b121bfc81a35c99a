import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

const about = (seconds: number): string => `etwa ${duration(Math.max(1, Math.round(seconds)))}`;
const samples = (count: number): string =>
  `${count === 1 ? '1 Wert' : `${count} Werte`} außerhalb der Auswahl geändert`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `Hinweis: ${message}`,
  cancelled: 'Abgebrochen. Es wurde nichts geschrieben.',
  needsNpmPackage: (version) =>
    `Nur das npm-Paket von Tessera öffnet Verbindungen; die Befehlszeile in der App öffnet keine. Nichts wurde getan. Mit dem Paket („npm install --global tessera-${version}.tgz“; woher die Datei kommt, steht in docs/library.md) geht derselbe Befehl.`,
  notPrinted: (reason) => `Die Ergebnisse ließen sich nicht ausgeben (${reason}).`,
  progressWindow: (window, windows) => `Fenster ${window} von ${windows}`,
  timeLeft: (seconds) => `noch ${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `Es muss eine ganze Zahl von ${low} bis ${high} sein.`,
    number: (low, high) => `Es muss eine Zahl von ${low} bis ${high} sein.`,
    tolerance: 'Es muss eine Zahl ab 0 sein.',
    length: (pixels, share) =>
      `Es muss eine ganze Zahl von Pixeln bis ${pixels} sein, oder ein Anteil bis ${share}%.`,
    point: 'Es muss X,Y in Pixeln sein.',
    rectangle: 'Es muss LINKS,OBEN,BREITE,HÖHE sein, jedes in Pixeln oder als 5%.',
    colour: 'Es muss #rrggbb sein.',
    parts: (names) => `Es muss eines oder mehrere von ${names} sein, mit Kommas.`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning}: ${parts.join(', ')}.`,
    detail: (detail, stage, seconds) =>
      `Detail ${detail} (eigenes Detail: ${stage})${seconds === null ? '' : `, ${about(seconds)}`}`,
    work: (tokens, windows) =>
      `${counted(tokens, 'Token', 'Token')} in ${counted(windows, 'Fenster', 'Fenstern')}`,
    steps: (arSteps, least, most) =>
      `${counted(arSteps, 'AR-Schritt', 'AR-Schritte')} mit ${least < most ? `${least} bis ` : ''}${counted(most, 'Diffusionsschritt', 'Diffusionsschritten')}`,
    thin: (pixels) =>
      `${counted(pixels, 'Pixel', 'Pixel')} dünner Linien und kleiner Flecken aus ihrer Umgebung fortgesetzt, ohne das Netz`,
    copied: 'Struktur des Fotos ringsum kopiert, ohne das Netz',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${path}: ${about(seconds)} auf ${device}, Detail ${detail}, ${changed}.`,
    detail: (detail, stage) => `${detail} (${stage})`,
    samples,
    samplesBeforeConversion: (count) => `${samples(count)} (vor dem Umwandeln des Ergebnisses)`,
    samplesBeforeEncoding: (count) => `${samples(count)} (vor dem verlustbehafteten Kodieren)`,
    cropped: (path, width, height) => `${path}: ${width} x ${height} Pixel, jeder Wert wie im Foto.`,
    croppedBeforeEncoding: (path, width, height) =>
      `${path}: ${width} x ${height} Pixel, jeder Wert wie im Foto (vor dem verlustbehafteten Kodieren).`,
    straightened: (path, width, height) =>
      `${path}: ${width} x ${height} Pixel, zum Begradigen jeder Pixel neu berechnet.`,
    repeated: (path, turns) => `${path}: ${counted(turns, 'Schritt', 'Schritte')} wiederholt.`,
    notPromised: (doubt) => `Dieselben Pixel sind nicht versprochen: ${doubt}.`,
    sameJpeg: (blocks) =>
      `Dasselbe JPEG: von ${counted(blocks, 'Block', 'Blöcken')} (MCU) wurde keiner neu gemacht.`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `Dasselbe JPEG bis auf ${touched} von ${counted(blocks, 'Block', 'Blöcken')} (MCU), die alle die Auswahl berühren; ${counted(changed, 'Pixel', 'Pixel')} außerhalb der Auswahl geändert${changed > 0 ? `, um höchstens ${largest} von 255` : ''}.`,
    alsoInFile: (changes) => `Außerdem in der Datei: ${changes.join('; ')}.`,
    disclosed: (sentence, term) => `${sentence} IPTC: ${term}. Mit --no-disclosure lässt sich das weglassen.`,
    recipeBeside: 'Das Rezept passte nicht in die Datei und liegt daneben (.tessera.json).',
    othersWritten: (failure, names) => `${failure} Geschrieben: ${names}.`,
    jpegEncoded: (reason) => `Das ganze JPEG wird neu kodiert: ${reason}.`,
  },

  usage: {
    isInput: (name) =>
      `„${name}“ wird auch gelesen, und was gelesen wird, wird nie überschrieben. Einen anderen Namen für -o wählen.`,
    liesInInput: (name, folder) =>
      `„${name}“ liegt in „${folder}“, das gelesen wird, und was gelesen wird, wird nie überschrieben. Einen anderen Ort wählen.`,
    isFolder: (name) =>
      `„${name}“ ist ein Ordner: an seiner Stelle lässt sich keine Datei schreiben. Es wurde nichts geändert. Einen anderen Namen wählen.`,
    oneMask: 'Mit --mask, --rectangle oder --colour sagen, was gefüllt wird: mit einem davon.',
    nothingToExtend:
      'Nichts zu erweitern: --left, --right, --top oder --bottom in Pixeln oder Prozent angeben.',
    nothingToCrop:
      'Nichts zu tun: mit --left, --top, --width und --height einen Teil angeben, oder --straighten oder --rotate.',
    partOutside: (width, height) =>
      `Der Teil liegt nicht im Foto, das ${width} x ${height} Pixel hat. Es wurde nichts geschrieben. --left, --top, --width und --height darin angeben.`,
    noAngle: (given, most) =>
      `„${given}“ ist kein Winkel, um den sich ein Foto begradigen lässt. Grad von ${-most} bis ${most} in Zehnteln angeben, wie 1.5 oder -0.3.`,
    noOrder: (given, orders) => `„${given}“ ist keine Reihenfolge. Es gibt ${orders}, oder eine Bilddatei.`,
    fromWithoutSubject: (order) =>
      `--from sagt, wo die Reihenfolge „from-subject“ beginnt, und --order verlangt „${order}“. Eines davon weglassen.`,
    keepAndResize:
      '--jpeg keep lässt jeden Block, wie er ist, und --resize macht alle neu. Eines davon weglassen.',
    keepAndQuality:
      '--jpeg keep lässt die Qualität, wie sie im Foto ist, und --quality verlangt eine andere. Eines davon weglassen.',
    keepAndSrgb: (name) =>
      `--jpeg keep lässt jeden Block, wie er ist, und --srgb wandelt die Farben von „${name}“ um. Eines davon weglassen.`,
    keepWithoutJpeg: (name) =>
      `--jpeg keep braucht ein Foto und ein Ergebnis, die JPEG sind, und „${name}“ ist keines. Es weglassen.`,
    keepWithoutPhoto:
      '--jpeg keep braucht das Foto, dessen Datei behalten wird: es hinter dem Ergebnis angeben.',
    needsPhoto: (result) =>
      `„${result}“ entstand aus einem Foto: auch dieses angeben, „tessera replay ${result} FOTO -o ERGEBNIS“.`,
    packUnused: (given, made) =>
      `Keiner der Schritte entstand mit dem Paket „${given}“. Sie entstanden mit: ${made}.`,
    packFileName: (extension) =>
      `Die Datei eines Pakets heißt NAME.${extension}. Es wurde nichts geschrieben. Einen solchen Namen für -o wählen.`,
    engineClosed: 'Die Engine wurde geschlossen. Eine neue öffnen.',
  },
  cannotStayJpeg: (name, reason) =>
    `„${name}“ kann nicht das JPEG bleiben, das es ist: ${reason}. Es wurde nichts geschrieben. --jpeg keep weglassen, dann wird es neu kodiert.`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `Das Bild zu ${option} hat ${own} Pixel, das fertige ${wanted} (aufrecht gedreht). Es wurde nichts geschrieben. Es ebenso groß machen: nur was über dem Gefüllten liegt, zählt.`,
    source: (own, photo) =>
      `Das Bild zu --source hat ${own} Pixel, das Foto ${photo} (aufrecht gedreht). Es wurde nichts geschrieben. Es so groß machen wie das Foto.`,
  },
  packNotInstalled: (id) =>
    `Es entstand mit dem Modellpaket „${id}“, das hier nicht installiert ist. Es wurde nichts geschrieben. Es mit --pack ORDNER angeben.`,

  packs: {
    none: 'Es gibt keine Pakete.',
    deleted: (id) => `Das Paket „${id}“ wurde gelöscht.`,
    checked: (id, files) => `${id}: alle ${files} Dateien sind, wie sie sein sollen.`,
    copying: 'Das Paket wird kopiert',
    offered: (name, size, licence) => `${name}: ${size}, Lizenz: ${licence}`,
    installed: (name) => `${name} ist installiert.`,
    planned: (name, size, precision, memory) =>
      `${name}: etwa ${size} auf dem Datenträger bei ${precision}; ein geführter Lauf braucht etwa ${memory} Speicher.`,
    leftOut: (tensors) => `Nicht gebraucht und weggelassen: ${tensors}`,
    nothingToCompare: 'nichts zum Vergleichen',
    aboveTolerance: 'über der Toleranz',
    differs: (tolerance, parts) =>
      `Das Paket weicht um mehr als ${tolerance} von der Referenz ab: ${parts}. Es wurde nichts geschrieben.`,
    differsWritten: (tolerance, parts, file) =>
      `Das Paket weicht um mehr als ${tolerance} von der Referenz ab: ${parts}. Was es ergibt, steht in „${file}“.`,
  },

  bench: {
    measuring: 'Es wird gemessen',
    rows: {
      pack: 'Paket',
      matrix: 'Matrixprodukt',
      sampler: 'Sampler',
      windowPass: 'ein Fenster',
      firstTokens: 'erste Token',
      masks: 'Masken',
      quarter: 'ein Viertel zu allem',
      outside: 'außerhalb des Netzes',
      traffic: 'durch den Hauptspeicher',
      opening: 'Öffnen',
      memory: 'Speicher höchstens',
    },
    threads: (count) => counted(count, 'Thread', 'Threads'),
    ofMatrix: (share) => `${share} davon`,
    quarterMask: 'Maske ein Viertel',
    all: 'alles',
    tokensPerStep: (tokens, steps) => `${tokens} Token je AR-Schritt x ${steps}`,
    traffic: (bytes, cache) => `${bytes} Byte je Diffusionsschritt, ${cache} davon für den Cache`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended} von ${jobs}${photo === null ? '' : `, „${photo}“ ${percent(fraction)}`}${left === null ? '' : `, noch ${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `Zeile ${line}: ${operation}${photo === null ? '' : ` „${photo}“`} nach „${output}“, ${about(seconds)}.`,
    plannedAll: (jobs, seconds) =>
      `${counted(jobs, 'Auftrag', 'Aufträge')}, ${about(seconds)} zu rechnen. Es wurde nichts geschrieben.`,
    ended: (done, failed, left) =>
      `${counted(done, 'Auftrag', 'Aufträge')} fertig, ${failed} gescheitert${left > 0 ? `, ${left} nicht begonnen: derselbe Befehl fährt mit ihnen fort` : ''}.`,
    failed: (line, name, message) => `Zeile ${line}, „${name}“: ${message}`,
    again: (line, name, message) =>
      `Zeile ${line}, „${name}“: ${message} Nach den anderen wird es noch einmal versucht.`,
    stopping:
      'Es endet nach den Fotos, die gerade berechnet werden. Noch einmal unterbrechen, um sofort zu enden: sie werden dann nächstes Mal neu begonnen.',
    leaving:
      'Beendet. Die Aufträge bleiben in der Warteschlange und werden dort erledigt: derselbe Befehl wartet wieder auf sie.',
    engineDied:
      'Der Prozess, der dieses Foto rechnete, ist zu Ende. Sein Ergebnis ist ganz oder gar nicht da. Es wird noch einmal versucht; misslingt auch das, weniger --engines wählen.',
    priorityWithoutQueue:
      '--priority gilt unter den Aufträgen einer Warteschlange: mit --queue ihre Adresse angeben.',
    stateInStore: 'Die Ergebnisse kommen in einen Speicher: mit --state sagen, wo die Zustandsdatei liegt.',
    noLongOption: (given) => `„${given}“ ist keine lange Option (--name wert).`,
    list: {
      saysItself: (name) =>
        `Die Aufträge in „${name}“ sagen selbst, was getan wird: --output, --mask, --rectangle, --colour und --operation weglassen.`,
      csvReasons: {
        columns: (line, columns) => `Zeile ${line} hat eine andere Zahl von Zellen als die ${columns} Namen`,
        quotes: (line) => `die Anführungszeichen in Zeile ${line} passen nicht zusammen`,
        line: (line) => `Zeile ${line} ist nicht lesbar`,
      },
      noCsv: (reason) =>
        `Die Auftragsliste ist keine CSV-Datei mit Namen in der ersten Zeile: ${reason}. Es wurde nichts getan.`,
      noList: (name) =>
        `„${name}“ ist keine Auftragsliste (.jsonl, .csv): mit --output sagen, wohin die Ergebnisse der Fotos kommen, zum Beispiel --output "out/{name}-filled.{ext}".`,
      noPhoto: (place) => `In „${place}“ fand sich kein Foto. Es wurde nichts getan.`,
      leftOut: (line, reason) =>
        `Zeile ${line}: ${reason}. Sie wurde ausgelassen; die anderen Aufträge werden erledigt.`,
      noJson: (reason) => `es ist kein JSON-Objekt (${reason})`,
      collides: (line, reason) =>
        `Zeile ${line}: ${reason}. Es wurde nichts überschrieben. Ihr ein anderes Ergebnis geben.`,
      isRead: (name) => `„${name}“ wird von einem Auftrag dieser Liste gelesen`,
      isWritten: (name, line) => `„${name}“ wird schon von Zeile ${line} geschrieben`,
    },
    job: {
      optionName: 'eine Option in camelCase, wie „paintedEffort“',
      takesNoPhoto: (operation) => `„${operation}“ nimmt kein Foto`,
      takesNoMask: (operation) => `„${operation}“ nimmt keine Maske`,
      isMissing: (field) => `„${field}“ fehlt`,
      besideOptions: (name) => `„${name}“ gehört nicht in „options“ (es steht daneben)`,
      inMask: (name) => `„${name}“ gehört nicht in „options“ (es gehört in „mask“)`,
      ofBatch: (name) => `„${name}“ gehört nicht in „options“ (es ist eine Option des Stapels)`,
    },
    noStateFile: (name) =>
      `„${name}“ ist keine Zustandsdatei dieser Version. Es wurde nichts getan oder geändert. Mit --state eine andere wählen.`,
    report: {
      title: 'Tessera-Stapel',
      heading: (done, jobs) => `${done} von ${jobs} Aufträgen fertig`,
      columns: { line: 'Zeile', photo: 'Foto', before: 'Vorher', after: 'Nachher', result: 'Ergebnis' },
      done: (seconds, changed) => `${duration(seconds)}, ${changed} Werte außerhalb geändert`,
      notDone: 'nicht erledigt',
      notShown: 'lässt sich nicht zeigen',
    },
  },

  store: {
    noAddress: (given) =>
      `„${given}“ ist keine Adresse eines Objekts: sie lautet s3://bucket/ordner/name, ohne „.“, „..“ oder leere Teile.`,
    noCredentials:
      'Adressen von S3 brauchen AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY in der Umgebung. Es wurde nichts gelesen oder geschrieben.',
    noEndpoint:
      'Die Adresse eines S3-Speichers ist http(s)://host[:port]; Benutzer und Passwort stehen in der Umgebung, nie darin.',
    notRead: (name, reason) =>
      `„${name}“ ließ sich im S3-Speicher nicht lesen (${reason}). Kein Foto wurde geändert. Adresse, Zugangsdaten und Speicher prüfen und noch einmal versuchen.`,
    notWritten: (name, reason) =>
      `„${name}“ wurde im S3-Speicher nicht geschrieben (${reason}). Kein Foto wurde geändert. Adresse, Zugangsdaten und Speicher prüfen und noch einmal versuchen.`,
    connectionFailed: 'die Verbindung scheiterte',
  },

  queue: {
    noAddress: 'Die Warteschlange ist eine Adresse wie redis://host:6379 (rediss:// mit TLS).',
    noDatabase: 'Was auf den Rechner der Warteschlange folgt, ist die Nummer einer Datenbank.',
    unreachable: (address, reason) =>
      `Die Warteschlange unter ${address} ist nicht zu benutzen (${reason}). Es wurde nichts geändert. Prüfen, ob Redis dort läuft und Zugang gewährt.`,
    trouble: (address, reason) => `Die Warteschlange unter ${address}: ${reason}`,
    waiting: (address) => `Unter ${address} wird auf Aufträge gewartet.`,
    jobDone: (name) => `„${name}“: fertig.`,
    ending: 'Es endet nach den Fotos, die gerade berechnet werden.',
    ownPack: 'Worker nehmen ihr eigenes Paket: „pack“ im Auftrag weglassen.',
    namesPack: 'Der Auftrag nennt ein Paket; ein Worker nimmt nur sein eigenes.',
    otherPack: (queued, own) =>
      `Der Auftrag ist für das Paket „${queued}“ in einer anderen Version als „${own}“ dieses Workers. Auf beiden dieselbe Version von Tessera installieren.`,
    otherFile: (name) =>
      `„${name}“ ist nicht die Datei, die eingereiht wurde: sie wurde seither geändert, oder der Ordner des Workers ist ein anderer. Den Auftrag noch einmal einreihen.`,
    outsideRoots: (name) => `„${name}“ liegt außerhalb von --root dieses Workers, das er nie verlässt.`,
    noRoot: (folder) => `Den Ordner „${folder}“ für --root gibt es nicht.`,
    failedJob: (time, name, reason) => `${time}  „${name}“: ${reason}`,
    noneFailed: 'Kein Auftrag ist gescheitert.',
    failed: (count) => `${count} gescheitert.`,
  },
};
