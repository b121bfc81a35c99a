import type { Catalogue } from '../english.ts';
import { pixelSize, counted, grouped, megapixels, percent, sharePercent } from '../formats.ts';

export const status: Catalogue['status'] = {
  name: 'État',
  bits: (bits) => `${bits} bits`,
  size: (pixels) => megapixels(pixels),
  selection: (pixels, share) => `${megapixels(pixels)} sélectionnés (${sharePercent(share)})`,
  added: (pixels) => `${megapixels(pixels)} ajoutés`,
  noSelection: 'Rien de sélectionné',
  position: (x, y) => `${grouped(x)} · ${grouped(y)}`,
  exact: (changed) => `${counted(changed, 'pixel changé', 'pixels changés')} hors du remplissage`,
  straightened: 'Redressée : chaque pixel a été rééchantillonné',
  straightenedHint:
    'Redresser tourne de moins d’un quart de tour : aucun pixel n’est plus celui de la photo. Ce qui a été rempli depuis est compté à part',
  exactBeforeEncoding: (changed) =>
    `${counted(changed, 'pixel changé', 'pixels changés')} à l’extérieur (avant encodage)`,
  exactBeforeConversion: (changed) =>
    `${counted(changed, 'pixel changé', 'pixels changés')} à l’extérieur (avant conversion de l’export)`,
  exactConvertedHint:
    'Compté dans l’image telle que modifiée : le fichier exporté a été rééchantillonné, ou ses couleurs converties, et diffère donc partout',
  exactKept: (touched, mcus, changed, most) =>
    `${grouped(touched)} blocs JPEG sur ${grouped(mcus)} refaits ; ${counted(changed, 'pixel changé', 'pixels changés')} à l’extérieur${changed > 0 ? `, d’au plus ${most} sur 255` : ''}`,
  exactKeptHint:
    'Du JPEG exporté : tout autre bloc est celui de la photo, bit pour bit. Tous les blocs refaits touchent une sélection ; hors d’elle, des pixels n’ont changé que dans ces blocs ou juste à côté',
  exactHint: 'Compté par rapport aux valeurs d’origine, dans la profondeur de la photo',
  exactLossyHint: 'Compté avant encodage : un export avec perte réencode chaque pixel',
  device: (device) => `Appareil : ${device}`,
  engine: { starting: 'Le moteur démarre', ready: 'Moteur prêt', restarting: 'Le moteur redémarre' },
  zoom: 'Zoom',
  working: 'En cours…',
  unsaved: 'Aucun fichier enregistré ne contient le tout',
};

const windowText: Catalogue['window'] = {
  appName: 'Tessera',
  toolbar: 'Outils',
  toolOptions: 'Options de l’outil',
  topbar: 'Photo',
  topbarStart: 'Ouvrir et annuler',
  topbarEnd: 'Affichage et export',
  menu: 'Menu',
  menus: { quit: 'Quitter', fullScreen: 'Plein écran', help: 'Aide' },
  picture: (name, width, height) =>
    `Image ${name}, ${pixelSize(width, height)}. Les flèches déplacent la croix, Espace pose le stylo.`,
  brushSize: 'Taille',
  brushHardness: 'Dureté',
  pixels: 'px',
  hardness: (value) => percent(value),
  maskActions: 'Sélection',
  maskMenu: 'Plus pour la sélection',
  amount: 'Quantité',
  hints: {
    hand: 'Glisser déplace l’image',
    heal: 'Peindre sur un défaut, lever le stylo : il a disparu',
    restore: 'Peindre ce qui doit revenir : un pinceau doux le fond',
    'no-source': 'Peindre ce qui ne doit pas être copié · Alt retire',
    rectangle: 'Glisser ajoute un rectangle · Alt retire · Maj : carré',
    ellipse: 'Glisser ajoute une ellipse · Alt retire · Maj : cercle',
    lasso: 'Entourer ce qui doit partir · Alt retire',
    polygon: 'Cliquer coin par coin · Entrée ou double-clic ferme · Alt retire',
    crop: 'Tirer un bord ou un coin vers l’intérieur · Maj garde les proportions',
    extend: 'Tirer un bord ou un coin vers l’extérieur · Maj garde les proportions',
    subject: 'Cliquer là où le remplissage doit commencer',
    'order-pen': 'Peindre la suite : ce qui est peint d’abord est rempli d’abord',
    'effort-pen': 'Chaque trait y double ou y divise l’effort par deux',
    keep: 'Peindre ce qui plaît · Alt reprend',
    turn: 'Pointer une étape en bas pour voir ce moment, cliquer pour une autre version de là',
    'folded-turn': 'La flèche du bas montre les étapes : chacune peut être vue, et reprise de là',
    'other-turns': '← → autres versions',
    compare: 'Tirer le séparateur · ← → pour une autre version à droite',
  },
  history: { title: 'Historique', opened: 'À l’ouverture' },
  opacity: {
    title: 'Opacité du remplissage',
    label: 'Opacité',
    hint: 'Le reste montre ce qui était là avant',
    nothingBefore:
      'Ce qui est ajouté à une photo, et une nouvelle image, n’ont rien avant eux qui puisse transparaître : l’opacité est pour les remplissages.',
    announce: (value) => `Opacité du remplissage : ${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: 'Libre',
      photo: 'Photo',
      square: '1 : 1',
      classic: '3 : 2',
      wide: '16 : 9',
      portrait: '4 : 5',
    },
    apply: 'Recadrer',
    reset: 'Réinitialiser',
    working: 'Modification de l’image…',
    straighten: 'Redresser',
    horizon: 'Tracer le long de l’horizon',
    horizonHint: 'Tracer une ligne le long de ce qui doit être horizontal ou vertical',
    fillCorners: 'Remplir les coins',
    fillCornersHint: 'Garde les coins qui se vident et les sélectionne : Remplir les fait',
  },
  undo: (label) => (label === null ? 'Annuler' : `Annuler : ${label}`),
  redo: (label) => (label === null ? 'Rétablir' : `Rétablir : ${label}`),
  tabs: {
    name: 'Photos ouvertes',
    close: (name) => `Fermer ${name}`,
    work: {
      running: 'un remplissage est en cours',
      turns: 'un résultat attend',
      interrupted: 'un calcul en pause attend',
    },
  },
  crossHair: (x, y, down) => `${x}, ${y}${down ? ', stylo posé' : ''}`,
};

export { windowText as window };
