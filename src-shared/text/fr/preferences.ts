import type { Catalogue } from '../english.ts';

export const preferences: Catalogue['preferences'] = {
  title: 'Préférences',
  look: 'Apparence',
  language: 'Langue',
  languageOfSystem: 'Système',
  byMachine: 'traduction automatique, corrections bienvenues',
  theme: 'Thème',
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  motion: 'Mouvement',
  motions: { system: 'Système', none: 'Aucun' },
  fills: 'Remplissages',
  exports: 'Exports',
  data: 'Données',
  measuring: 'Mesure en cours…',
  use: (size) => `${size} en tout`,
  dataParts: {
    settings: 'Réglages',
    documents: 'Travail non enregistré',
    models: 'Modèles installés',
    logs: 'Journaux',
    caches: 'Caches',
  },
  clearCaches: 'Vider les caches',
  report: 'Enregistrer un rapport…',
  reportHint:
    'Un zip avec versions, appareils, fin du journal et recette de la photo ouverte : ni pixels, ni noms de fichiers ou de dossiers.',
  reportSaved: (name) => `${name} est enregistré et peut être joint au signalement ; rien n’a été envoyé.`,
  showFolder: 'Montrer le dossier',
  dataHint: 'Rien ne quitte cet ordinateur. Les photos restent où elles sont et ne sont jamais écrasées.',
  reset: 'Réinitialiser les préférences',
  resetAsk: 'Vraiment réinitialiser ?',
};
