import type { Catalogue } from '../english.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `« ${name} » ne peut pas être ouvert comme projet : ${reason}. Le fichier et tout le reste sont inchangés. Essayer une copie, ou rouvrir la photo d’origine.`,
  newer: (name, format, readable) =>
    `« ${name} » a été enregistré par une version plus récente de Tessera (format ${format} ; celle-ci lit jusqu’à ${readable}.x). Le fichier est inchangé. Mettre Tessera à jour pour l’ouvrir.`,
  partTooLarge: (entry) =>
    `Le projet n’a pas été enregistré : sa partie « ${entry} » dépasse ce qu’un projet peut contenir. Ce qui s’y trouvait est inchangé. Exporter l’image pour la conserver.`,
  unreadablePart:
    'Une partie de la copie de travail de cette image ne peut pas être lue, le projet n’a donc pas été enregistré. Ce qui s’y trouvait est inchangé. Exporter l’image pour la conserver.',
  reasons: {
    noProject: 'ce n’est pas un projet de Tessera',
    damagedManifest: 'son manifeste est endommagé',
    wrongManifest: (what) => `son manifeste est incorrect (${what})`,
    unknownFormat: (format) => `le format ${format} est inconnu`,
    damagedHistory: 'son historique est endommagé',
    wrongHistory: (what) => `son historique est incorrect (${what})`,
    noPresent: 'son historique n’a pas d’état présent',
    missing: (path) => `« ${path} » manque`,
    wrongSize: (path) => `« ${path} » n’a pas la bonne taille`,
    unnamedParts: 'il contient des parties que son manifeste ne nomme pas',
    noOriginal: 'le fichier propre de la photo manque',
    otherOriginal: 'le fichier propre de la photo n’est pas celui dont le projet est issu',
    damagedPart: (file) => `une partie de son image est endommagée (« ${file} »)`,
    size: (width, height) => `son image a ${width} x ${height} pixels`,
    selectionSize: 'une sélection n’a pas la taille de son image',
    longHistory: 'son historique est démesurément grand',
    partOutside: 'une partie de son image se trouve hors d’elle',
    missingPart: (file) => `une partie de son image manque (« ${file} »)`,
    wrongPartSize: (file) => `une partie de son image n’a pas la bonne taille (« ${file} »)`,
    twoFormats: (file) => `une partie de son image a deux formats (« ${file} »)`,
    damagedRecipe: (step) => `la recette de son étape ${step} est endommagée`,
    unreadableHistory: 'son historique ne peut pas être lu',
  },
};
