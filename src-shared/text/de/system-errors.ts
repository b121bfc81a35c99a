import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';

const fullDisk = 'Platz schaffen oder einen anderen Datenträger wählen.';
const noPermission = 'Einen anderen Ort wählen oder die Zugriffsrechte ändern.';
const noReading = 'die Leserechte fehlen';
const wait = 'Andere Programme schließen, dann erneut versuchen.';
const disconnected = 'Wieder verbinden, dann erneut versuchen.';

const reasons: SystemReasons = {
  ENOSPC: { reason: 'der Datenträger ist voll', advice: fullDisk },
  EDQUOT: { reason: 'der zugeteilte Speicherplatz ist aufgebraucht', advice: fullDisk },
  EFBIG: {
    reason: 'die Datei ist zu groß für diesen Datenträger',
    advice: 'Einen anderen Datenträger wählen.',
  },
  EACCES: {
    reason: 'die Datei oder ihr Ordner ist schreibgeschützt',
    reading: noReading,
    advice: noPermission,
  },
  EPERM: {
    reason: 'die Datei oder ihr Ordner ist schreibgeschützt',
    reading: noReading,
    advice: noPermission,
  },
  EROFS: { reason: 'der Datenträger ist schreibgeschützt', advice: 'Einen anderen Ort wählen.' },
  EISDIR: { reason: 'es gibt einen Ordner mit diesem Namen', advice: 'Eine Datei wählen.' },
  ENOENT: { reason: 'es gibt sie nicht', advice: 'Den Pfad prüfen.' },
  ENOTDIR: { reason: 'ihren Ordner gibt es nicht', advice: 'Den Pfad prüfen.' },
  EEXIST: { reason: 'unter diesem Namen gibt es schon etwas', advice: 'Einen anderen Namen wählen.' },
  ENAMETOOLONG: { reason: 'der Name ist zu lang', advice: 'Einen kürzeren Namen geben.' },
  ELOOP: {
    reason: 'es ist eine Verknüpfung, die auf sich selbst führt',
    advice: 'Wählen, was mit der Verknüpfung gemeint war.',
  },
  EXDEV: {
    reason: 'das Verschieben auf einen anderen Datenträger geht nicht',
    advice: 'Einen Ort auf demselben Datenträger wählen.',
  },
  EMFILE: { reason: 'zu viele Dateien sind geöffnet', advice: wait },
  ENFILE: { reason: 'zu viele Dateien sind geöffnet', advice: wait },
  EBUSY: { reason: 'ein anderes Programm benutzt die Datei', advice: wait },
  ETXTBSY: { reason: 'ein anderes Programm benutzt die Datei', advice: wait },
  ENOMEM: { reason: 'der Arbeitsspeicher reicht nicht', advice: wait },
  ESTALE: { reason: 'der Netzwerkordner wurde getrennt', advice: disconnected },
  ENODEV: { reason: 'der Datenträger ist weg', advice: disconnected },
  ENXIO: { reason: 'von dort lässt sich nichts lesen', advice: 'Eine Datei wählen.' },
  ETIMEDOUT: { reason: 'Datenträger oder Netzwerkordner antworten nicht', advice: disconnected },
  EIO: {
    reason: 'der Datenträger meldet einen Fehler',
    advice: 'Datenträger und Kabel prüfen oder einen anderen Datenträger wählen.',
  },
};

const reasonFor = (code: string) =>
  reasons[code] ?? {
    reason: `das System antwortete ${code}`,
    advice: 'Erneut versuchen oder einen anderen Ort wählen.',
  };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `„${name}“ ist nicht lesbar: ${reading}. Es wurde nichts geändert. ${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `„${name}“ wurde nicht gespeichert: ${reason}. Was vorher dort war, ist unverändert. ${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `„${name}“ wurde nicht gelöscht: ${reason}. Alles bleibt, wie es ist. ${advice}`;
  },
  missingFolder: (name) =>
    `„${name}“ wurde nicht gespeichert: der Ordner dafür fehlt. Es wurde nichts geändert. Den Ordner anlegen oder anderswo speichern.`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? 'Das ging nicht' : `Das ging mit „${name}“ nicht`;
    return `${what}: ${reason}. Das Foto ist wie zuvor. ${advice}`;
  },
};
