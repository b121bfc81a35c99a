import type { Catalogue } from '../english.ts';
import { byteSize, percent } from '../formats.ts';

export const updates: Catalogue['updates'] = {
  title: 'Update',
  asking: 'Neue Version wird gesucht…',
  isNewest: (version) => `Tessera ${version} ist die neueste Version.`,
  isNewer: (version, present) => `Tessera ${version} ist da; dies ist ${present}.`,
  changes: 'Was sich ändert',
  download: (bytes) =>
    `${byteSize(bytes)} werden heruntergeladen und vor dem Verwenden geprüft: Die Entwickler von Tessera haben sie signiert.`,
  restarts: 'Danach startet Tessera neu. Fotos und nicht gespeicherte Arbeit bleiben, wie sie sind.',
  isShown: 'Danach wird die geprüfte Datei gezeigt. Zum Installieren öffnen, wie bei jedem anderen Programm.',
  install: 'Herunterladen und neu starten',
  fetch: 'Herunterladen und zeigen',
  later: 'Nicht jetzt',
  downloading: 'Wird heruntergeladen',
  progress: (fraction) => percent(fraction),
  shown: (name) => `„${name}“ wurde geprüft und wird im Ordner gezeigt. Zum Installieren öffnen.`,
  unreachable:
    'Der Server für Updates ist nicht erreichbar. Es wurde nichts verändert. Verbindung prüfen, dann erneut versuchen.',
  notSigned:
    'Die Antwort des Servers für Updates ist nicht von den Entwicklern von Tessera signiert und wird nicht verwendet. Es wurde nichts verändert. Später erneut versuchen; bitte melden, falls es wieder geschieht.',
  unreadable:
    'Diese Version kann die Liste der Updates nicht lesen. Es wurde nichts verändert. Die neue Version dort holen, woher diese kam.',
  wrongFile:
    'Die heruntergeladene Datei ist nicht die, die von den Entwicklern von Tessera signiert wurde, und wurde gelöscht. Es wurde nichts installiert. Später erneut versuchen; bitte melden, falls es wieder geschieht.',
  notHere:
    'Diese Kopie von Tessera aktualisiert sich nicht selbst: Sie wurde aus einem Archiv entpackt oder wird von einem anderen Programm verwaltet. Es wurde nichts verändert. Die neue Version dort holen, woher diese kam.',
  noFile: (version) =>
    `Tessera ${version} ist da, aber nicht für diese Art von Computer oder Installation. Es wurde nichts verändert.`,
  waits:
    'Eine Füllung wird gerechnet oder Fotos warten in der Warteschlange; deshalb wird nichts aktualisiert. Die Arbeit ist, wie sie war. Erneut versuchen, wenn das fertig ist.',
};
