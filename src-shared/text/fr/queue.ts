import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const queue: Catalogue['queue'] = {
  title: 'Appliquer à d’autres photos',
  edits: (count) =>
    count === 1
      ? 'La dernière modification de cette photo est faite dans chacune, avec les mêmes réglages et le même tirage.'
      : `Les ${count} modifications de cette photo sont faites dans chacune, avec les mêmes réglages et tirages.`,
  settings: 'Chacune est remplie avec les réglages du panneau.',
  photos: 'Photos',
  noPhotos: 'Aucune choisie pour l’instant',
  chosen: (count, folder, names) =>
    `${counted(count, 'photo', 'photos')}${folder === null ? '' : ` de « ${folder} »`} : ${names.join(', ')}${count > names.length ? ', …' : ''}`,
  chooseFiles: 'Choisir des photos…',
  chooseFolder: 'Choisir un dossier…',
  rule: 'Ce qui est rempli dans chacune',
  rules: {
    place: 'Le même endroit',
    file: 'Un masque à côté',
    rectangle: 'Un rectangle',
    colour: 'Une couleur',
  },
  ruleHints: {
    place: 'Là où c’était dans cette photo : pour des photos de même taille.',
    file: 'Un fichier dont le nom contient celui de la photo, aussi grand qu’elle : le blanc est rempli.',
    rectangle:
      'En pixels, ou en pour cent comme 5%. À gauche ou en haut, un nombre négatif compte depuis la droite ou le bas.',
    colour: 'Tout ce qui a cette couleur ; avec une tolérance (sur 255), aussi ce qui en est proche.',
  },
  otherSizes: (count) =>
    `${counted(count, 'photo a', 'photos ont')} une autre taille que celle-ci et ne ${count === 1 ? 'sera pas remplie' : 'seront pas remplies'}. Choisir une autre règle pour ${count === 1 ? 'elle' : 'elles'}.`,
  maskName: 'Nom du masque',
  sides: { left: 'Gauche', top: 'Haut', width: 'Largeur', height: 'Hauteur' },
  colour: 'Couleur',
  tolerance: 'Tolérance',
  results: 'Résultats',
  template: 'Nom',
  templateHint: '{name} est le nom de la photo, {ext} son extension. Rien n’est jamais écrasé.',
  target: 'Dossier',
  targetBeside: 'un nouveau dossier « filled » à côté des photos',
  chooseTarget: 'Choisir…',
  add: (count) => (count === 0 ? 'Ajouter' : `Ajouter ${counted(count, 'photo', 'photos')}`),
  fillAll: 'Les remplir toutes…',

  name: 'File d’attente des photos',
  panelTitle: 'File d’attente',
  states: { waiting: 'en attente', working: 'en cours', done: 'finie', failed: 'échouée' },
  took: (seconds) => `finie en ${duration(seconds)}`,
  working: (fraction) => (fraction === 0 ? 'en cours' : `en cours, ${percent(fraction)}`),
  progress: (ended, all, left) =>
    `${ended} sur ${counted(all, 'photo', 'photos')}${left === null || ended === all ? '' : `, encore environ ${duration(left)}`}`,
  failures: (count) => counted(count, 'échec', 'échecs'),
  paused: 'Suspendue',
  waits: 'Suit le calcul en cours',
  pause: 'Suspendre',
  resume: 'Reprendre',
  retry: 'Réessayer',
  retryAll: 'Réessayer les échecs',
  open: 'Ouvrir',
  openName: (name) => `Ouvrir ${name}`,
  show: (name) => `Montrer ${name} dans son dossier`,
  remove: (name) => `Retirer ${name} de la liste`,
  clear: 'Retirer les finies',
  hide: 'Cacher la file d’attente',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `File : ${done} faites` : `File : ${done + failed} sur ${all}`,
      isPaused && done + failed < all ? 'suspendue' : '',
      failed > 0 ? counted(failed, 'échec', 'échecs') : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) =>
    `La file est finie : ${counted(done, 'photo faite', 'photos faites')}, ${counted(failed, 'échec', 'échecs')}.`,

  nothingToRepeat:
    'Rien n’a encore été rempli dans cette photo, il n’y a donc rien à répéter. Remplir, étendre ou corriger d’abord quelque chose, et l’accepter.',
  noneChosen: 'Aucune photo n’est choisie. Choisir d’abord des photos ou un dossier.',
  placeUnknown:
    'Les modifications de cette photo n’ont pas d’endroit que d’autres ont aussi. Choisir une autre règle.',
  draftGone: 'Ce qui était choisi n’est plus connu. Rien n’a été ajouté. Choisir de nouveau les photos.',
  photoGone: 'Cette photo n’est plus dans la file.',
  outputExists: (name) =>
    `« ${name} » est déjà là, et rien n’est jamais écrasé. Le déplacer, puis réessayer.`,
  outputUnwritable: (name, formats) =>
    `« ${name} » a l’extension d’un format qui n’est pas écrit (${formats} le sont). Rien n’a été écrit. Ajouter de nouveau la photo avec une autre extension dans le nom du résultat.`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `La photo a ${width} × ${height} pixels, celle des modifications ${wantedWidth} × ${wantedHeight} : le même endroit n’a pas de sens ici. Rien n’a été écrit. L’ajouter de nouveau avec une autre règle.`,
  maskOfOtherSize: (mask) =>
    `« ${mask} » n’est pas aussi grand que sa photo. Rien n’a été écrit. Le faire aussi grand que la photo, puis réessayer.`,
  unread: (count) =>
    `${counted(count, 'liste de photos en attente n’a pas pu être lue et reste telle quelle', 'listes de photos en attente n’ont pas pu être lues et restent telles quelles')}. Photos et résultats sont comme avant.`,
  diskFull:
    'La file est suspendue : le disque est plein. Ce qui a été écrit est entier. Faire de la place, puis reprendre.',
};
