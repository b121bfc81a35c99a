import { counted } from '../formats.ts';
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
  shortcuts: {
    title: 'Raccourcis clavier',
    open: 'Modifier…',
    changed: (count) =>
      count === 0 ? 'Tous d’origine' : `${counted(count, 'touche modifiée', 'touches modifiées')}`,
    how: 'Cliquer sur une touche, puis en presser une autre. Toutes les actions sont là, même sans touche.',
    press: 'Presser les touches…',
    none: 'Aucune touche',
    remove: 'Aucune touche pour cela',
    taken: (keys, others) => `${keys} appartient à : ${others.join(', ')}.`,
    fixed: (keys) => `${keys} déplace, presse ou quitte partout et ne peut être choisie.`,
    takeOver: 'L’utiliser ici',
    leave: 'Laisser ainsi',
    reset: (action) => `Reprendre la touche d’origine : ${action}`,
    change: (action, keys) => `Modifier la touche de ${action}${keys === '' ? '' : `, actuellement ${keys}`}`,
    resetAll: 'Toutes les touches d’origine',
    allReset: 'Toutes les touches sont d’origine',
    back: 'Retour',
    announce: (action, keys) => `${action} : ${keys}`,
  },
  fills: 'Remplissages',
  fillsWait: 'Modifiable une fois que le résultat en cours ou en attente est accepté ou rejeté.',
  exports: 'Exports',
  commandLine: {
    title: 'Ligne de commande',
    states: {
      absent: 'Tessera pour les terminaux et les scripts, sans fenêtre. Pas encore installé à cet endroit.',
      here: 'Les terminaux lancent Tessera par ce nom, sans fenêtre.',
      stale: 'Ce fichier lance une autre copie de Tessera, ou d’une ancienne manière.',
      foreign: 'C’est le fichier d’un autre programme. Il reste tel quel.',
      packaged: 'Les terminaux lancent Tessera par ce nom, sans fenêtre. Le paquet l’a apporté.',
    },
    changes: { absent: 'L’y placer', stale: 'Renouveler', here: 'Retirer' },
    notSearched:
      'Les terminaux ne cherchent peut-être pas encore dans ce dossier : rouvrir la session, ou l’ajouter à PATH dans les réglages du shell.',
    gone: (program) =>
      `Tessera n’est plus à ${program}. Rien n’a été fait. Lancer Tessera là où il se trouve maintenant et choisir Préférences, Ligne de commande ; ou supprimer ce fichier.`,
    notOurs: (path) =>
      `${path} est le fichier d’un autre programme et reste tel quel. Le renommer ou le déplacer, puis réessayer.`,
  },
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
