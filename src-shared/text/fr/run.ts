import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const run: Catalogue['run'] = {
  name: 'Calcul',
  phases: {
    load: 'Chargement du modèle',
    encode: 'Lecture de l’entourage',
    sample: 'Remplissage',
    decode: 'Conversion en pixels',
    detail: 'Ajout des détails',
    blend: 'Fusion du raccord',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? 'Correction…' : `Correction, ${strokes} traits…`),
    restore: (strokes) => (strokes === 1 ? 'Récupération…' : `Récupération, ${strokes} traits…`),
  },
  doubts: {
    repeats:
      'Une bonne part montre encore la même partie de la photo : des variantes, un ajout plus petit ou Ne jamais copier (N) peuvent aider.',
    breaks:
      'Des morceaux de la photo se raccordent mal ici : des variantes, un mot ou une zone plus petite peuvent aider.',
  },
  retouched: { heal: 'Corrigé', restore: 'Récupéré' },
  nothingToRestore: 'Rien n’a changé ici depuis l’ouverture, il n’y a donc rien à récupérer.',
  strokesResumed: (strokes) =>
    `${counted(strokes, 'correction interrompue la dernière fois est terminée', 'corrections interrompues la dernière fois sont terminées')} maintenant.`,
  strokesWaitAgain: (strokes) =>
    `${counted(strokes, 'correction de la dernière fois suivra', 'corrections de la dernière fois suivront')} une fois décidé de ce qui attend.`,
  retouchLater: (strokes) =>
    `${counted(strokes, 'correction suivra', 'corrections suivront')} après cette décision`,
  waits: {
    running:
      'Cela attend la fin du calcul, qui a besoin de l’image telle quelle. Entre-temps, sélectionner, corriger, zoomer et exporter restent possibles.',
    closing: 'La fermeture attend la fin du calcul. Le suspendre d’abord, ce qui le garde, ou l’annuler.',
    interrupted:
      'Cela attend que le calcul suspendu soit repris ou rejeté : il a besoin de l’image telle quelle.',
    turns:
      'Cela attend que le résultat soit accepté ou rejeté : il est fait à partir de l’image telle quelle.',
    replay: 'Cela attend que la recette soit finie ou arrêtée.',
    nextSelection:
      'Une autre sélection est peinte : accepter ou rejeter ce résultat, puis la remplir. Annuler ramène la sélection précédente.',
  },
  waitsForOther: 'Attend le calcul d’une autre photo…',
  elsewhere: {
    finished: (name) => `Le calcul dans ${name} est terminé.`,
    failed: (name, message) => `Le calcul dans ${name} a échoué. ${message}`,
    show: 'Afficher',
  },
  starting: 'Démarrage…',
  cancelling: 'Arrêt…',
  pausing: 'Suspension…',
  accepting: 'Acceptation…',
  pause: 'Suspendre',
  step: (step, steps) => `étape ${step} sur ${steps}`,
  pass: (pass, passes) => `partie ${pass} sur ${passes}`,
  variant: (variant, variants) => `variante ${variant} sur ${variants}`,
  remaining: (seconds) => `encore ${duration(seconds)}`,
  remainingUnknown: 'mesure du temps restant',
  cancel: 'Arrêter',
  progressName: 'Avancement du calcul',
  announceProgress: (fraction) => `${percent(fraction)} fait`,
  announceStarted: 'Calcul lancé',
  announceFinished: (variants) =>
    `Terminé. ${counted(variants, 'version', 'versions')} à regarder : Entrée accepte, Retour arrière rejette.`,
  cancelled: 'Arrêté. La photo est exactement comme avant.',
  cancelledNew: 'Arrêté. Aucune image n’a été créée.',
  cancelledSome: (turns) =>
    `Arrêté. ${counted(turns, 'version finie attend', 'versions finies attendent')} encore une décision.`,

  announceAccepted: 'Résultat accepté',
  announceDiscarded: 'Résultat rejeté. La photo est exactement comme avant.',
  announceDiscardedNew: 'Rejeté. Rien d’autre n’a changé.',
  took: (seconds, device) => `${duration(seconds)} sur ${device}`,
  before: 'Avant',
};
