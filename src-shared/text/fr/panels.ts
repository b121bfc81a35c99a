import type { DeviceName } from '#shared/runs/run-choices.ts';
import type { Catalogue } from '../english.ts';
import { counted, detailFraction, detailPixels, duration, grouped, parameterCount } from '../formats.ts';
import { panels as english } from '../panels.ts';

const deviceLabels: Catalogue['panels']['devices'] = { ...english.devices, auto: 'Automatique' };

export const panels: Catalogue['panels'] = {
  name: 'Propriétés',
  modes: { fill: 'Remplir', extend: 'Étendre', generate: 'Créer' },
  modesName: 'Que faire',

  model: 'Modèle',
  pack: 'Modèle',
  packNone: 'Aucun modèle utilisable',
  packsLoading: 'Recherche de modèles…',
  packFacts: (parameters, windowPixels, precision) =>
    `${parameterCount(parameters)} de paramètres · fenêtre ${windowPixels} px${precision ? ` · ${precision}` : ''}`,
  labelHint: 'Ce qui doit apparaître',
  labelAny: 'Ce qui convient',
  labelNone: 'Aucun mot ne correspond',
  labelMore: (count) => `${counted(count, 'autre mot', 'autres mots')} : taper pour préciser`,
  labelClear: 'N’importe quel mot',
  guidance: 'Suivre le mot',
  guidanceOff: 'non',

  order: 'Ordre',
  orders: {
    'from-edges': 'Bords',
    raster: 'Lignes',
    spiral: 'Spirale',
    hilbert: 'Hilbert',
    random: 'Hasard',
    'from-subject': 'Point',
    drawn: 'Dessin',
  },
  orderHints: {
    'from-edges': 'De ce qui est connu vers l’intérieur',
    raster: 'Ligne par ligne, depuis le haut',
    spiral: 'En tournant, vers l’intérieur',
    hilbert: 'Le long d’une courbe qui reste dans le voisinage',
    random: 'Dispersé partout',
    'from-subject': 'Vers l’extérieur depuis un point choisi sur l’image',
    drawn: 'Peindre la suite : ce qui est peint d’abord est rempli d’abord',
  },
  showOrder: 'Montrer sur l’image',
  pickSubject: 'Choisir le point',
  subjectAuto: 'Le plus loin du bord, tant qu’aucun point n’est choisi',
  subjectAt: (x, y) => `À ${grouped(x)}, ${grouped(y)}`,
  subjectClear: 'Utiliser le point automatique',
  drawOrder: 'Dessiner l’ordre',
  drawnClear: 'Recommencer',
  drawnReady: 'L’ordre dessiné est utilisé : le clair d’abord, le foncé à la fin.',
  drawnEmpty: 'Rien de dessiné : d’ici là, des lignes depuis le haut',

  effort: 'Effort',
  efforts: { fast: 'Rapide', balanced: 'Moyen', best: 'Élevé' },
  effortCustom: 'personnalisé',
  paintEffort: 'Par endroit',
  paintEffortButton: 'Peindre l’effort',
  paintedNone: 'Peindre plus d’effort là où cela compte',
  paintedReady: 'Peint par endroit',
  paintedClear: 'Même effort partout',
  effortStrokes: { more: 'Plus', less: 'Moins', erase: 'Effacer' },
  effortStrokesName: 'Ce que fait un trait du stylo d’effort',
  effortLegend: 'D’un quart de l’effort réglé, en bleu, à quatre fois, en rouge',
  effortLeast: '÷ 4',
  effortMost: '× 4',
  variants: 'Variantes',
  fewerVariants: 'Moins de variantes',
  moreVariants: 'Plus de variantes',
  seed: 'Dés',

  advanced: 'Avancé',
  arSteps: 'Étapes AR',
  arStepsHint:
    'En combien de groupes successifs se fait un remplissage ; les étapes autorégressives de l’article',
  diffusionSteps: 'Étapes de diffusion',
  diffusionStepsHint: 'Combien de fois chaque groupe est affiné',
  schedule: 'Répartition',
  schedules: {
    uniform: 'Égale',
    cosine: 'Petit à grand',
    decaying: 'Grand à petit',
    custom: 'Sur mesure',
  },
  customSizes: 'Tailles des groupes en jetons',
  customSizesHint: 'p. ex. 4, 8, 16, 36',
  customSizesWrong: 'Nombres entiers à partir de 1, séparés par des virgules',
  contextGuidance: 'Suivre l’entourage',
  contextGuidanceHint:
    'À quel point un remplissage suit la photo autour. Plus enlève le voile et la fausse lumière, trop devient dur et lisse. Le calcul dure presque deux fois plus.',
  contextGuidanceAt: 'Étapes guidées',
  contextGuidanceAtHint:
    'La première moitié décide des couleurs et de la lumière, la dernière de la netteté. En prendre la moitié va plus vite.',
  contextGuidanceSteps: { all: 'Toutes', noisy: 'Première moitié', clean: 'Dernière moitié' },
  detail: 'Détail',
  details: {
    auto: 'Automatique',
    photo: 'Texture photo',
    model: 'Fenêtres fines',
    both: 'Les deux',
    off: 'Non',
  },
  device: 'Appareil',
  devices: deviceLabels,
  deviceName: (name) => deviceLabels[name as DeviceName] ?? name,
  deviceMissing: 'absent ici',
  threads: 'Fils de calcul',
  threadsAll: 'tous',
  resetEffort: 'Revenir au réglage',

  extendHint: 'Tirer le cadre sur l’image, ou ajouter des pixels ici.',
  sides: { left: 'Gauche', right: 'Droite', top: 'Haut', bottom: 'Bas' },
  aspect: 'Proportions',
  aspects: { square: '1 : 1', photo: '3 : 2', wide: '16 : 9', portrait: '4 : 5', story: '9 : 16' },
  extendReset: 'Réinitialiser le cadre',
  extendTo: (width, height) => `${grouped(width)} × ${grouped(height)} px ensuite`,

  generateHint: 'Une nouvelle image à partir d’un mot seul.',
  width: 'Largeur',
  height: 'Hauteur',
  generateReplaces: 'S’ouvre comme nouvelle image. La photo reste dans son fichier.',

  fillButton: 'Remplir',
  extendButton: 'Étendre',
  generateButton: 'Créer',
  againButton: (turns) => (turns === 1 ? 'Une autre version' : `${turns} autres versions`),
  branchButton: (turns) => (turns === 1 ? 'Réessayer d’ici' : `${turns} essais d’ici`),
  restButton: 'Relancer le reste',
  planning: 'Calcul en cours…',
  plan: (finestScale, seconds) =>
    [
      `Plus petit détail ${detailPixels(finestScale)}`,
      seconds === null ? 'durée mesurée au premier calcul' : `environ ${duration(seconds)}`,
    ].join(' · '),
  planSteps: (finestScale, tokens, arSteps) =>
    `Prochain calcul : détail ${detailFraction(finestScale)}, ${counted(tokens, 'jeton', 'jetons')} en ${counted(arSteps, 'étape AR', 'étapes AR')}`,
  thinPlan: (pixels, seconds) =>
    [
      `Prolongé depuis l’entourage : ${counted(pixels, 'pixel', 'pixels')}`,
      seconds === null ? 'aussitôt' : `environ ${duration(seconds)}`,
    ].join(' · '),
  needMask: 'Peindre d’abord ce qui doit partir',
  needFrame: 'Tirer d’abord le cadre au-delà du bord',
  needPack: 'Installer d’abord un modèle',
  needPhoto: 'Ouvrir d’abord une photo',
  running: 'En cours…',
};
