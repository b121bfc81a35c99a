import type { Catalogue } from '../english.ts';
import { dialogs as english } from '../dialogs.ts';
import { byteSize, clockTime, counted, percent, pixelSize, signed } from '../formats.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Fermer',
  cancel: 'Annuler',
  dismiss: 'Masquer',

  welcome: {
    title: 'Tessera',
    line: 'Peindre sur ce qui doit partir. Tout le reste demeure tel quel, jusqu’au dernier pixel.',
    open: 'Ouvrir une photo',
    sample: 'Essayer la photo d’exemple',
    generate: 'Créer à partir d’un mot',
    drop: 'ou déposer une photo n’importe où, ou en coller une',
    dropNow: 'Lâcher pour ouvrir',
    dropBusy:
      'La photo ouverte attend une décision. Finir ou rejeter d’abord son calcul, puis déposer de nouveau.',
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
    restoreDiscard: 'Supprimer',
    restoreAsk: 'Vraiment supprimer ?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 || (turns === 0 && run === null) ? counted(steps, 'étape', 'étapes') : '',
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
      `${counted(count, 'image de la dernière fois est illisible et gardée', 'images de la dernière fois sont illisibles et gardées')}. Fermer cette photo pour voir pourquoi.`,
    restoreMention: (name, more) =>
      `Du travail non enregistré de la dernière fois est gardé : ${name}${more > 0 ? ` et ${more} de plus` : ''}. Fermer cette photo pour le voir.`,
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
    ofSeveral: (count) =>
      `${counted(count, 'image a été donnée', 'images ont été données')}. Une seule s’ouvre à la fois : en choisir une, les autres restent où elles sont.`,
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

  start: {
    failed: (folder, code) =>
      `Tessera ne peut pas démarrer : son dossier de données est inutilisable (${folder}). ${code === null ? 'Les photos sont comme avant. Redémarrer.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Copie…',
    done: (width, height, bits, profile) =>
      `L’image entière est dans le presse-papiers, en PNG : ${pixelSize(width, height)}, ${bits} bits, ${profile}.`,
  },
  paste: {
    name: 'Image collée',
    empty:
      'Le presse-papiers ne contient pas d’image. Rien n’a été changé. Copier une image ou son fichier, puis coller de nouveau.',
    pixelsOnly:
      'Collée en pixels sRGB de 8 bits : le presse-papiers n’en contient pas plus. Pour toute sa profondeur et ses couleurs, ouvrir son fichier.',
  },

  supervisor: {
    reloaded:
      'La fenêtre s’est arrêtée et a été rechargée. La photo et ses étapes sont comme avant ; seul un trait commencé est perdu.',
    hangs: 'Tessera ne répond pas.',
    hangsDetail: 'Le travail est en sûreté. Attendre, ou recharger la fenêtre avec la photo telle quelle.',
    wait: 'Attendre',
    reload: 'Recharger',
    keepsStopping: 'La fenêtre s’arrête sans cesse.',
    keepsStoppingDetail:
      'Elle a été rechargée trois fois en une minute. Le travail est en sûreté et proposé à la première page. Démarrer sans la photo, ou quitter.',
    withoutDocument: 'Démarrer sans la photo',
    quit: 'Quitter',
    graphics:
      'Ce qui dessine la fenêtre s’est arrêté trois fois en une minute ; Tessera dessine maintenant sans la carte graphique. La photo est comme avant. Au prochain démarrage, la carte est essayée de nouveau.',
  },
  settingsSetAside: (name) =>
    `Les réglages n’ont pas pu être lus, Tessera démarre donc avec les siens. Le fichier est gardé sous « ${name} » à côté du nouveau ; photos et travail non enregistré sont comme avant.`,

  export: {
    title: 'Exporter',
    format: 'Format',
    formats: english.export.formats,
    size: 'Taille',
    sizes: { original: 'Telle quelle', pixels: 'Plus long côté', percent: 'Pour cent' },
    resizeTo: 'Plus long côté',
    resizeBy: 'Part de la taille',
    srgb: 'Convertir en sRGB',
    srgbHint: 'Pour le web et les programmes qui ignorent les profils de couleurs',
    isSrgb: 'Les couleurs sont déjà en sRGB',
    resampledNote:
      'Rééchantillonné : aucun pixel du fichier n’est de la photo. L’exactitude est comptée sur l’image telle que modifiée.',
    convertedNote: 'Chaque pixel est converti. L’exactitude est comptée sur l’image telle que modifiée.',
    estimating: 'Calcul de la taille…',
    estimate: (width, height, bytes) =>
      `${pixelSize(width, height)} px${bytes === null ? '' : `, environ ${byteSize(bytes)}`}`,
    quality: 'Qualité',
    lossless: 'Sans perte',
    keepJpeg: 'Garder le JPEG de la photo',
    keepJpegHint: 'Seuls les blocs touchés par une sélection sont refaits ; le reste demeure bit pour bit',
    keptJpegNote: 'Le fichier reste tel quel, sauf les blocs touchés par une sélection.',
    notKept: (reason) => `Tout le JPEG a été réencodé : ${reason}.`,
    storedMissing: 'la copie du fichier de la photo manque',
    doneChanges: (changes) => (changes.length > 0 ? `Aussi dans le fichier : ${changes.join(' ; ')}.` : ''),
    keepMetadata: 'Garder les métadonnées',
    keepMetadataHint: 'EXIF, XMP et légendes ; le profil de couleurs reste toujours',
    keepPlace: 'Avec lieu et numéros de série',
    keepPlaceHint: 'Où la photo a été prise, avec quel appareil et quel objectif',
    recipe: 'Écrire la recette',
    recipeHint: 'Comment répéter chaque remplissage',
    disclosure: 'Dire comment l’image a été faite',
    disclosureHint: 'IPTC Digital Source Type : si un modèle entraîné a fait tout ou partie',
    c2pa: 'Signer des certificats de contenu (C2PA)',
    c2paHint:
      'Chacun peut vérifier ce qui a été fait et que rien n’a changé depuis ; la clé est celle de cet ordinateur, le signataire passe donc pour inconnu',
    noC2pa: (format) => `Pas avec ce fichier : ${format} n’a pas de place pour eux`,
    losslessNote: 'Chaque valeur est gardée exactement.',
    withoutWaiting: 'C’est l’image telle que dernièrement acceptée, sans ce qui se calcule ou attend.',
    withLayers: 'avec calques',
    layersNote: 'Ce qui a été rempli est dans un calque à part, au-dessus de la photo intacte.',
    losslessEightBit: 'Ce format garde 8 bits par canal ; la photo en a 16.',
    lossyNote: 'Un format avec perte réencode chaque pixel. L’exactitude est alors comptée avant l’encodage.',
    button: 'Choisir l’endroit et exporter',
    exporting: 'Export…',
    done: (name) => `${name} exporté`,
    showInFolder: 'Montrer dans le dossier',
    takesOriginalName: 'Il porte le nom de l’original, qui n’était plus là.',
    doneRecipe: { 'in-file': 'La recette est dedans.', 'beside-file': 'La recette est à côté.', none: '' },
  },

  packs: {
    title: 'Paquets de modèles',
    lead: 'Un paquet est un réseau entraîné avec ses mots. Les paquets restent sur cet ordinateur.',
    bundled: 'livré avec Tessera',
    shared: 'pour tous les utilisateurs',
    inUse: 'utilisé',
    use: 'Utiliser',
    remove: 'Supprimer',
    removeAsk: 'Vraiment supprimer ?',
    removeYes: 'Oui, supprimer',
    removeNo: 'Garder',
    problem: 'Inutilisable',
    labels: (count) => counted(count, 'mot', 'mots'),
    import: 'Importer un point de contrôle…',
    importHint: 'Un point de contrôle .pt ou .safetensors téléchargé, puis son autoencodeur.',
    choosing: 'Choix…',
    choiceName: 'Import',
    precision: 'Comment les poids sont gardés',
    precisions: { fp32: 'Exact (fp32)', fp16: 'Moitié (fp16)', int8: 'Petit (int8)' },
    precisionNotes: {
      fp32: 'Les nombres publiés, inchangés.',
      fp16: 'Les résultats diffèrent d’environ 0,1 %. Moitié moins de place sur le disque ; le processeur demande autant de mémoire et de temps.',
      int8: 'Chaque couche diffère d’environ 1 %, une prédiction d’environ 4 %. Un tiers de la place ou moins, et deux à trois fois plus rapide sur le processeur.',
    },
    packSizes: (pack, memory) => `${byteSize(pack)} sur le disque\n${byteSize(memory)} de mémoire`,
    diskFree: (bytes) => `${byteSize(bytes)} sont libres sur le disque.`,
    diskShort: (bytes) => `Seulement ${byteSize(bytes)} sont libres sur le disque.`,
    unknownTensors: (count) => counted(count, 'tenseur inutile', 'tenseurs inutiles'),
    importNow: 'Importer',
    openFile: 'Ouvrir un paquet…',
    offerTitle: 'Installer ce paquet ?',
    licence: 'Licence',
    size: 'Taille',
    card: 'Fiche du modèle',
    hashes: (files) =>
      `Empreintes ${files === 1 ? 'de son fichier' : `de ses ${counted(files, 'fichier', 'fichiers')}`} (SHA-256)`,
    install: 'Installer',
    offerGone: 'Ce paquet n’est plus proposé. Rien n’a été installé. Rouvrir son fichier.',
    importing: 'Import',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} importé`,
    empty: 'Aucun paquet installé. Importer un point de contrôle pour en avoir un.',
  },

  project: {
    saved: (name) => `${name} enregistré`,
  },

  replay: {
    title: 'Refaire',
    running: 'Recette en cours',
    identical: 'Chaque pixel est le même.',
    identicalHint: 'La recette du fichier mène de cette photo exactement à ce résultat.',
    different: 'Le résultat n’est pas le même.',
    unknown: 'La recette a été suivie, mais les pixels n’ont pas pu être comparés.',
    undoHint: 'Ses remplissages sont maintenant sur la photo ; Annuler les reprend un par un.',
    ok: 'OK',
  },

  shortcuts: {
    title: 'Raccourcis clavier',
    gestures: 'Sur l’image',
    search: 'Chercher un raccourci',
    none: 'Aucun raccourci ne correspond',
  },

  about: {
    title: 'À propos de Tessera',
    line: 'Retouche photo hors ligne : un transformeur causal de diffusion remplit ce qui est peint.',
    version: (version, electron) => `Version ${version} · Electron ${electron}`,
    unofficial: 'Cette version d’Electron n’est pas l’officielle.',
    method: 'La méthode : transformeurs causaux de diffusion (arXiv 2412.12095)',
    licences: 'Licences de tout ce qui est inclus',
    help: 'Aide',
    photos: 'Photos d’exemple : Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera est un logiciel libre sous licence MIT.',
  },

  messages: {
    name: 'Messages',
    closedKept: (name) =>
      `${name} est fermé. Son travail est gardé sous Travail non enregistré, à la première page.`,
    maskSaved: (name) => `Sélection enregistrée sous ${name}`,
    engineRestarted: 'Le moteur a redémarré. La photo est intacte ; un nouveau calcul est possible.',
    unexpected: 'Quelque chose s’est mal passé. La photo est comme avant ; réessayer.',
  },
};

export const errorTitles: Catalogue['errorTitles'] = {
  usage: 'Impossible ainsi',
  'file-not-found': 'Fichier introuvable',
  'file-unreadable': 'Fichier illisible',
  'file-not-image': 'Pas une image',
  'file-truncated': 'Fichier endommagé',
  'file-unsupported': 'Format non pris en charge',
  'image-too-large': 'Image trop grande',
  'image-too-small': 'Image trop petite',
  'mask-wrong-size': 'La sélection a une autre taille',
  'mask-empty': 'Rien de sélectionné',
  'target-read-only': 'Impossible d’écrire là',
  'disk-full': 'Disque plein',
  'write-failed': 'Échec de l’enregistrement',
  'pack-not-found': 'Paquet introuvable',
  'pack-invalid': 'Paquet inutilisable',
  'pack-hash-mismatch': 'Le paquet a été modifié',
  'pack-file-missing': 'Paquet incomplet',
  'pack-version': 'Paquet pour une autre version',
  'pack-differs': 'Le paquet diffère de la référence',
  'label-unknown': 'Mot inconnu',
  'device-unavailable': 'Appareil indisponible',
  'network-output-invalid': 'Le modèle n’a rien donné d’utilisable',
  'memory-insufficient': 'Mémoire insuffisante',
  'engine-crashed': 'Le moteur s’est arrêté',
  'checkpoint-invalid': 'Point de contrôle inutilisable',
  'project-invalid': 'Projet inutilisable',
  'queue-unreachable': 'File d’attente injoignable',
  'recipe-missing': 'Pas de recette utilisable',
  'recipe-mismatch': 'La recette ne convient pas',
  'document-not-found': 'Image introuvable',
  'request-invalid': 'Cela n’a pas marché',
  'request-denied': 'Non permis',
  busy: 'Occupé',
  internal: 'Quelque chose s’est mal passé',
};
