import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, counted, grouped, percent, pixelSize, signed } from '../formats.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: 'Peindre sur ce qui doit partir. Tout le reste demeure tel quel, jusqu’au dernier pixel.',
    open: 'Ouvrir une photo',
    sample: 'Essayer la photo d’exemple',
    generate: 'Créer à partir d’un mot',
    drop: 'ou déposer une photo n’importe où, ou en coller une',
    dropNow: 'Lâcher pour ouvrir',
    recent: 'Récentes',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: 'Voir ce que cela fait',
    examplesHint: 'Un clic ouvre la photo et la remplit, sur cet ordinateur.',
    exampleNames: {
      tree: 'Enlever un arbre',
      dandelion: 'Enlever une fleur',
      wider: 'Élargir une photo',
    },
    exampleHint: 'avant et après',

    restore: 'Travail non enregistré',
    restoreButton: 'Rétablir',
    restoreAll: (count) => `Tout rétablir (${grouped(count)})`,
    nothingKept: 'Aucun travail non enregistré : tout est ouvert, ou dans un fichier.',
    restoreDiscard: 'Supprimer',
    restoreAsk: 'Vraiment supprimer ?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0
          ? counted(steps, 'étape', 'étapes')
          : turns === 0 && run === null
            ? 'rien de changé pour l’instant'
            : '',
        turns > 0 ? `${counted(turns, 'version', 'versions')} à décider` : '',
        run === null ? '' : `un calcul à ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `dernier changement ${when}`,
    unnamed: 'Une image',
    problems: {
      unreadable: 'Illisible en ce moment. Rien n’a été supprimé. Vérifier le disque, puis réessayer.',
      damaged:
        'Ses fichiers sont endommagés. Rien n’a été supprimé, et la photo est comme avant. Rouvrir la photo, et supprimer ceci quand une copie n’est plus utile.',
      newer:
        'Écrit par une version plus récente de Tessera. C’est en sûreté : lancer cette version pour continuer.',
    },
    tryAgain: 'Réessayer',
    cutShort:
      'Les dernières étapes de cette image étaient endommagées sur le disque et manquent. Tout ce qui précède est là.',
    unreadableMention: (count) =>
      `${counted(count, 'image de la dernière fois est illisible et gardée', 'images de la dernière fois sont illisibles et gardées')}. Le menu dit pourquoi, sous Travail non enregistré.`,
    restoreMention: (name, more) =>
      `Du travail non enregistré est gardé : ${name}${more > 0 ? ` et ${more} de plus` : ''}. Il est dans le menu, sous Travail non enregistré.`,
    offline: 'Rien ne quitte cet ordinateur.',
    opening: 'Ouverture…',
    openingPhoto: (name) => `Ouverture de ${name}…`,
  },

  files: {
    openPicture: 'Ouvrir une image ou un projet',
    openResult: 'Refaire la recette d’un résultat',
    openPhotos: 'Choisir des photos',
    openMask: 'Charger une sélection',
    openPack: 'Installer un paquet',
    openTransformer: 'Choisir le point de contrôle du transformeur',
    openAutoencoder: 'Choisir le point de contrôle de son autoencodeur (KL-16)',
    all: 'Tous les fichiers',
    pictures: 'Images',
    projects: 'Projets Tessera',
    picturesAndProjects: 'Images et projets',
    results: 'Résultats de Tessera',
    packs: 'Paquets Tessera',
  },

  given: {
    title: 'Laquelle ?',
    ofMany: (count) =>
      `${counted(count, 'image a été donnée', 'images ont été données')}. En choisir une à ouvrir, ou les remplir toutes.`,
    areOpen: (count) =>
      `${counted(count, 'image est ouverte', 'images sont ouvertes')}, chacune dans son onglet.`,
    fromFolder: (name, count) =>
      `« ${name} » est un dossier avec ${counted(count, 'image', 'images')}. En choisir une à ouvrir, ou les remplir toutes.`,
    more: (count) =>
      `${counted(count, 'autre n’est pas listée', 'autres ne sont pas listées')} : les ouvrir par la boîte de dialogue.`,
    emptyFolder: (name) =>
      `« ${name} » est un dossier sans images. Rien n’a été changé. Ouvrir une photo, ou un dossier qui en contient.`,
    noFileAddress: (address) =>
      `« ${address} » ne mène à aucun fichier de cet ordinateur. Rien n’a été changé. Enregistrer d’abord l’image, puis ouvrir ce fichier.`,
    offerGone: 'Ce fichier n’est plus proposé. L’ouvrir par la boîte de dialogue.',
  },

  openAs: {
    title: (name) => `Ouvrir « ${name} »`,
    pages: (count) =>
      `Le fichier contient ${counted(count, 'image', 'images')}. En choisir une à ouvrir ; les autres ne sont pas enregistrées avec elle.`,
    page: (number, width, height) => `Image ${number} : ${pixelSize(width, height)}`,
    raw: 'Un fichier brut d’appareil est développé en image sRGB 16 bits, d’où part tout ce qui est fait. Le fichier brut n’est jamais écrasé.',
    preview: 'L’aperçu fait par l’appareil',
    whiteBalance: 'Balance des blancs',
    whiteBalances: { camera: 'Prise de vue', auto: 'Automatique', daylight: 'Lumière du jour' },
    exposure: 'Exposition',
    stops: (stops) => `${signed(stops)} IL`,
    develop: 'Ouvrir',
    damaged:
      'Le fichier est endommagé ou coupé. Une copie complète est préférable. Ce qui est lisible peut être ouvert : le reste est du remplissage, et l’image est dite incomplète.',
    openPartial: 'Ouvrir ce qui est lisible',
    incomplete: (stem, ending) => `${stem} (incomplet)${ending}`,
  },
};
