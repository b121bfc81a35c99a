import type { Catalogue } from '../english.ts';
import { counted, detailPixels, duration, grouped, percent } from '../formats.ts';

export const turns: Catalogue['turns'] = {
  name: 'Versions',
  turn: (number) => `Version ${number}`,
  short: (number) => String(number),
  seed: (seed) => `graine ${grouped(seed)}`,
  fromStart: 'depuis le début',
  fromStep: (turn, step) => `depuis l’étape ${step} de la version ${turn}`,
  fromKept: (list) => `garde des parties de la version ${list.join(' et ')}`,
  fromGone: 'depuis une version supprimée',
  tileName: (number, origin, side) =>
    `Version ${number}, ${origin}${side === null ? '' : `, du côté ${side}`}`,
  running: 'En cours',
  runningName: (variant, variants) => `Se fait maintenant : ${variant} sur ${variants}`,
  waitingName: 'Encore à faire',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `Supprimer la version ${number}`,
  announceShown: (number, count, origin) =>
    `Version ${number}, ${origin}. ${counted(count, 'version', 'versions')}.`,
  announceDeleted: (number) => `Version ${number} supprimée`,

  films: { show: 'Montrer versions et étapes', hide: 'Cacher versions et étapes' },

  steps: {
    name: (turn) => `Étapes de la version ${turn}`,
    live: 'Étapes jusqu’ici',
    title: 'Étapes',
    none: 'Pas d’étapes : lignes fines et petites taches sont prolongées d’un coup depuis leur entourage.',
    group: (scale, part, parts) =>
      `détails dès ${detailPixels(scale)}${parts > 1 ? ` · partie ${part} sur ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) =>
      `Étape ${step} sur ${steps} : ${counted(squares, 'carré', 'carrés')}, ${group}`,
    noPicture: 'Sans image propre : la précédente est montrée.',
    moment: (step, steps) => `Après l’étape ${step} sur ${steps}`,
    before: (step) => (step === 1 ? 'Avant la première étape' : `Gardé jusqu’à l’étape ${step - 1}`),
  },

  branch: {
    name: 'Réessayer d’ici',
    kept: (steps) => (steps === 0 ? 'Rien n’est gardé' : `Reste : ${counted(steps, 'étape', 'étapes')}`),
    remade: (steps) => `Refait : ${counted(steps, 'étape', 'étapes')}`,
    back: 'Retour',
  },
  time: (seconds) => (seconds === null ? 'durée mesurée au premier calcul' : `environ ${duration(seconds)}`),
  planning: 'calcul de la durée…',

  keep: {
    name: 'Garder une partie',
    button: 'Garder une partie',
    modes: { keep: 'Garder', 'take-back': 'Reprendre' },
    modesName: 'Ce que fait le pinceau',
    span: (pixels) => `Carrés de ${pixels} px`,
    hint: 'Peindre ce qui plaît. Cela reste pixel pour pixel ; le reste est refait.',
    parts: (squares) => counted(squares, 'carré gardé', 'carrés gardés'),
    of: (turn, squares) => `version ${turn} : ${grouped(squares)}`,
    mixHint: 'Montrer une autre version (Alt →) pour en ajouter des parties.',
    clear: 'Recommencer',
    done: 'Retour',
    announce: (squares) => counted(squares, 'carré gardé', 'carrés gardés'),
  },

  compare: {
    name: 'Comparer',
    button: 'Comparer',
    modes: { swipe: 'Balayage', side: 'Côte à côte' },
    modesName: 'Comment comparer',
    base: 'Photo avant',
    left: 'Gauche',
    right: 'Droite',
    divider: 'Séparateur entre gauche et droite',
    dividerAt: (fraction) => percent(fraction),
    swap: 'Échanger les côtés',
    done: 'Retour',
  },

  actions: {
    before: 'Avant',
    layout: 'Sans détail',
    discard: 'Rejeter',
    discardAll: 'Tout rejeter',
    accept: 'Accepter',
    acceptTurn: (number) => `Accepter la version ${number}`,
    acceptEnds: 'Prend cette version ; ce qui n’est pas fini n’est pas fait',
  },
  layoutShown: 'Sans l’étape de détail',

  discardAll: {
    title: 'Rejeter toutes les versions ?',
    line: (count) =>
      `${counted(count, 'version attend', 'versions attendent')} une décision. L’image reste exactement comme elle est.`,
    lineInterrupted: (count, fraction) =>
      `Un calcul arrivé à ${percent(fraction)}${count > 0 ? ` et ${counted(count, 'version', 'versions')}` : ''} ${count > 0 ? 'seraient perdus' : 'serait perdu'}. L’image reste exactement comme elle est.`,
    yes: 'Tout rejeter',
    no: 'Garder',
  },

  interrupted: {
    name: 'Calcul interrompu',
    title: { paused: 'Suspendu', crashed: 'Interrompu' },
    line: (fraction, variant, variants, step) =>
      [
        `${percent(fraction)} fait`,
        variants > 1 ? `variante ${variant} sur ${variants}` : '',
        `à l’étape ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `gardé à ${time}`,
    resume: 'Reprendre',
    drop: 'Rejeter',
    dropAsk: 'Vraiment rejeter ?',
    announcePaused: 'Suspendu et gardé. La reprise est possible à tout moment, même après un redémarrage.',
    announceResumed: 'Repris là où c’était suspendu',
    announceDropped: 'Rejeté. La photo est exactement comme avant.',
  },
  needDecision: 'Reprendre ou rejeter d’abord le calcul suspendu',

  kept: {
    lostTurns: (lost, left) =>
      `${lost === 1 ? 'Une version en attente n’a pas pu être lue et manque' : `${lost} versions en attente n’ont pas pu être lues et manquent`}${
        left > 0 ? ` ; ${left === 1 ? 'une autre est là' : `les ${left} autres sont là`}` : ''
      }. L’image et son historique sont comme avant.`,
    lostRun:
      'Le calcul interrompu n’a pas pu être lu et ne peut pas reprendre. L’image et les versions finies sont comme avant. Le relancer.',
    unread:
      'Une partie de ce qui attendait dans cette image est illisible en ce moment. Rien n’a été supprimé. Vérifier le disque, puis fermer l’image et la rétablir.',
    damagedCheckpoint:
      'Le dernier état gardé du calcul interrompu est endommagé. La reprise recommence cette variante ; le résultat est le même.',
    damagedState:
      'L’état gardé de la version dont part celle-ci est endommagé. Ce qui en reste est recalculé : c’est plus long et donne les mêmes pixels.',
    notSaved: (reason) =>
      `Le calcul continue, mais n’a pas pu être gardé pour l’instant et serait perdu avec l’application. ${reason}`,
    turnNotSaved: (reason) =>
      `La version est là, mais n’a pas pu être gardée et serait perdue avec l’application. L’accepter ou libérer de la place. ${reason}`,
  },
};
