import type { Catalogue } from '../english.ts';
import { byteSize, percent } from '../formats.ts';

export const updates: Catalogue['updates'] = {
  title: 'Mise à jour',
  asking: 'Recherche d’une nouvelle version…',
  isNewest: (version) => `Tessera ${version} est la version la plus récente.`,
  isNewer: (version, present) => `Tessera ${version} est disponible ; cette version est ${present}.`,
  changes: 'Ce qui change',
  download: (bytes) =>
    `${byteSize(bytes)} sont téléchargés et vérifiés avant d’être utilisés : les développeurs de Tessera les ont signés.`,
  restarts: 'Tessera redémarre ensuite. Les photos et le travail non enregistré restent tels quels.',
  isShown: 'Le fichier vérifié est ensuite affiché. L’ouvrir pour l’installer, comme tout autre programme.',
  install: 'Télécharger et redémarrer',
  fetch: 'Télécharger et afficher',
  later: 'Pas maintenant',
  downloading: 'Téléchargement',
  progress: (fraction) => percent(fraction),
  shown: (name) => `« ${name} » a été vérifié et est affiché dans son dossier. L’ouvrir pour l’installer.`,
  unreachable:
    'Le serveur de mises à jour est injoignable. Rien n’a été modifié. Vérifier la connexion, puis réessayer.',
  notSigned:
    'La réponse du serveur de mises à jour n’est pas signée par les développeurs de Tessera : elle n’est pas utilisée. Rien n’a été modifié. Réessayer plus tard, et le signaler si cela se reproduit.',
  unreadable:
    'Cette version ne peut pas lire la liste des mises à jour. Rien n’a été modifié. Obtenir la nouvelle version là d’où vient celle-ci.',
  wrongFile:
    'Le fichier téléchargé n’est pas celui que les développeurs de Tessera ont signé : il a été supprimé. Rien n’a été installé. Réessayer plus tard, et le signaler si cela se reproduit.',
  notHere:
    'Cette copie de Tessera ne se met pas à jour elle-même : elle a été extraite d’une archive ou est gérée par un autre programme. Rien n’a été modifié. Obtenir la nouvelle version là d’où vient celle-ci.',
  noFile: (version) =>
    `Tessera ${version} est disponible, mais pas pour ce type d’ordinateur ou d’installation. Rien n’a été modifié.`,
  waits:
    'Un remplissage est en cours de calcul ou des photos attendent dans la file : rien n’est mis à jour. Le travail est resté tel quel. Réessayer quand ce sera terminé.',
};
